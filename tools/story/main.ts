import { JOURNAL } from './facts';
import { colourInk, plainInk } from './print/ink';
import { tellStory } from './story';

/** `npm run demo:story`: seven moments of a phone maker's store, decided from dated rules. Needs no server. */
const colours = process.stdout.isTTY && (process.env['NO_COLOR'] ?? '') === '';
process.stdout.write(`${tellStory(JOURNAL, colours ? colourInk : plainInk).join('\n')}\n\n`);

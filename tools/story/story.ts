import { tellBlockOrder } from './acts/block-order';
import { tellCourtOrder } from './acts/court-order';
import { tellExpiry } from './acts/expiry';
import { tellHindsight } from './acts/hindsight';
import { tellOpening } from './acts/opening';
import { tellSpanishLaunch } from './acts/spanish-launch';
import { tellTheDeal } from './acts/the-deal';
import type { Journal } from './facts/journal';
import type { Ink } from './print/ink';
import { paragraph } from './print/layout';

const ACTS = [
  tellCourtOrder,
  tellOpening,
  tellTheDeal,
  tellSpanishLaunch,
  tellBlockOrder,
  tellExpiry,
  tellHindsight,
];

/** The whole story as lines. What it says of the world is decided here and now from the journal; nothing is stored text. */
export function tellStory(journal: Journal, ink: Ink): string[] {
  const rules = journal.flatMap((entry) => [
    ...(entry.prohibitions ?? []),
    ...(entry.requirements ?? []),
    ...(entry.credentials ?? []),
    ...(entry.offers ?? []),
  ]);
  const opening = `A phone maker's store in ${ACTS.length} acts, decided just now from ${rules.length} dated rules and papers.`;
  return ['', ...paragraph(opening, ink, 'strong'), ...ACTS.flatMap((tell) => tell(journal, ink))];
}

export type Tone = 'plain' | 'strong' | 'good' | 'bad' | 'dim';
export type Ink = (text: string, tone: Tone) => string;

const CODES: Readonly<Record<Tone, string>> = { plain: '', strong: '1', good: '32', bad: '31', dim: '2' };

/** For files and pipes. */
export const plainInk: Ink = (text) => text;

/** For terminals. */
export const colourInk: Ink = (text, tone) =>
  CODES[tone] === '' || text === '' ? text : `\u001b[${CODES[tone]}m${text}\u001b[0m`;

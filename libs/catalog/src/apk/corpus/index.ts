import { ARCHIVE_CASES } from './archive-cases';
import { BOMB_CASES } from './bomb-cases';
import type { CorpusCase } from './corpus-case';
import { MANIFEST_CASES } from './manifest-cases';
import { SIGNATURE_CASES } from './signature-cases';

export type { CorpusCase } from './corpus-case';

/** Everything that somebody might upload instead of a package. */
export const CORPUS: readonly CorpusCase[] = [
  ...ARCHIVE_CASES,
  ...BOMB_CASES,
  ...MANIFEST_CASES,
  ...SIGNATURE_CASES,
];

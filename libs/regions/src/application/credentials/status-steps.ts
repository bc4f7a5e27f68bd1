import type { CredentialStatus, Instant, Period } from '../../domain';

/** What may follow what; revoked and lapsed papers are replaced by new ones, but see `Superseded.isFree`. */
const NEXT: Readonly<Record<CredentialStatus, readonly CredentialStatus[]>> = {
  draft: ['submitted', 'rejected'],
  submitted: ['verified', 'rejected'],
  verified: ['suspended', 'revoked', 'lapsed'],
  rejected: ['submitted'],
  suspended: ['verified', 'revoked', 'lapsed'],
  revoked: [],
  lapsed: [],
};

/** Before the first verification a status says how far our checking is, and not what holds in the world. */
const UNCHECKED: readonly CredentialStatus[] = ['draft', 'submitted', 'rejected'];

export function isStep(before: CredentialStatus, after: CredentialStatus): boolean {
  return NEXT[before].includes(after);
}

export function isUnchecked(status: CredentialStatus): boolean {
  return UNCHECKED.includes(status);
}

export function isFinal(status: CredentialStatus): boolean {
  return NEXT[status].length === 0;
}

/** The span in force at an instant: before the paper begins its first one, and after it ended its last one. */
export function spanAt<Span extends { readonly valid: Period }>(
  spans: readonly Span[],
  at: Instant,
): Span | undefined {
  return spans.find(({ valid }) => valid.until === null || valid.until > at) ?? spans.at(-1);
}

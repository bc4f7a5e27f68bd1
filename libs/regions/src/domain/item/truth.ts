/** Kleene's three values. Not knowing is not the same as no: its negation is not known either. */
export type Truth = boolean | 'unknown';

export function not(truth: Truth): Truth {
  return truth === 'unknown' ? truth : !truth;
}

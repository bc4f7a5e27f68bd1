import { VISIBILITIES, type Visibility } from '../../rules/action';
import type { AvailabilityState } from '../decision';
import { bit, FRESH_MASK } from '../snapshot/action-mask';
import type { Failure } from './failure';

/** From everything that fails for `list` or `acquire`, whatever was asked. */
export function availabilityState(failures: readonly Failure[]): AvailabilityState {
  let failing = 0;
  let prohibited = false;
  let launch: 'announce' | 'preorder' | null = null;
  for (const failure of failures) {
    failing |= failure.mask & FRESH_MASK;
    // Each forbids to list or to acquire, whatever else.
    if (failure.layer === 'prohibition') prohibited = true;
    if (failure.layer !== 'state') continue;
    const { fault } = failure;
    if (fault.what === 'not-published' || fault.what === 'parent-missing') return 'hidden';
    if (fault.what !== 'not-launched') continue;
    if (fault.before === 'embargo') return 'hidden';
    // An announced app holds back what is sold inside it, too.
    if (launch !== 'announce') launch = (failure.mask & bit('acquire')) === 0 ? 'preorder' : 'announce';
  }
  if (prohibited) return 'blocked';
  if (launch === 'announce' && (failing & bit('list')) === 0) return 'coming-soon';
  if (failing !== 0) return 'not-offered';
  return launch === 'preorder' ? 'preorder' : 'available';
}

/** Who may know that a prohibition stands behind the state `blocked`. */
export function blockedVisibility(failures: readonly Failure[]): Visibility | null {
  const secrecies = failures.flatMap((failure) =>
    failure.layer === 'prohibition' ? [failure.prohibition.rule.row.visibility] : [],
  );
  return VISIBILITIES.find((visibility) => secrecies.includes(visibility)) ?? null;
}

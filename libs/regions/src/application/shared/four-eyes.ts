import type { Actor } from '@portolan/platform';

/** A single change as the edit of a change set that would do the same: its command with a verb. */
export interface SingleChange {
  readonly do: string;
  readonly [part: string]: unknown;
}

/**
 * Nobody opens anything alone. Each change of the rules that could asks here before it writes, inside its
 * `RegionEpoch.change`: what is judged is then what is changed.
 */
export abstract class FourEyes {
  /**
   * Lets pass what only closes, what is an edit of a change set, and what the store does itself (seeds, tests): no route
   * makes a system actor of a request, and the audit log names it.
   * @throws DomainError `approval-required` (conflict), with `proposal`: the change set that does the same with a second person.
   */
  abstract refuseAlone(actor: Actor, change: SingleChange): Promise<void>;
}

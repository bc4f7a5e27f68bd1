import type { Retention } from '@portolan/regions';
import type { RejectionPolicy } from '../../domain/review/policies';
import type { Takedown } from '../../persistence/reviews/takedown-repository';
import type { TakedownState } from './takedown-ends';

/** A takedown as its publisher reads it; who decided stays inside the store. Times are RFC 3339. */
export interface TakedownView {
  id: string;
  appId: string;
  packageName: string;
  /** As it was written: `WORLD`, `DE + FR`. */
  markets: string;
  retention: Retention;
  policies: RejectionPolicy[];
  message: string;
  issuedAt: string;
  /** When its prohibition ended; null: it is in force. */
  liftedAt: string | null;
}

/** As staff read it. */
export interface StaffTakedownView extends TakedownView {
  publisherId: string;
  /** With which it began. */
  prohibitionId: string;
  /** What change sets lift now: that one, or those that came back in its place; none once it is lifted. */
  prohibitionsInForce: string[];
  issuedBy: string;
}

export function viewTakedown(takedown: Takedown, liftedAt: Date | null): TakedownView {
  const { publisherId: _, prohibitionId: __, issuedBy: ___, issuedAt, ...rest } = takedown;
  return { ...rest, issuedAt: issuedAt.toISOString(), liftedAt: liftedAt?.toISOString() ?? null };
}

export function viewTakedownForStaff(
  takedown: Takedown,
  { endedAt, inForce }: TakedownState,
): StaffTakedownView {
  const { publisherId, prohibitionId, issuedBy } = takedown;
  const prohibitionsInForce = inForce;
  return {
    ...viewTakedown(takedown, endedAt),
    ...{ publisherId, prohibitionId, prohibitionsInForce, issuedBy },
  };
}

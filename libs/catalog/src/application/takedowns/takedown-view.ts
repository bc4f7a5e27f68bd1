import type { Retention } from '@portolan/regions';
import type { RejectionPolicy } from '../../domain/review/policies';
import type { Takedown } from '../../persistence/reviews/takedown-repository';

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
  /** What a change set lifts. */
  prohibitionId: string;
  issuedBy: string;
}

export function viewTakedown(takedown: Takedown, liftedAt: Date | null): TakedownView {
  const { publisherId: _, prohibitionId: __, issuedBy: ___, issuedAt, ...rest } = takedown;
  return { ...rest, issuedAt: issuedAt.toISOString(), liftedAt: liftedAt?.toISOString() ?? null };
}

export function viewTakedownForStaff(takedown: Takedown, liftedAt: Date | null): StaffTakedownView {
  const { publisherId, prohibitionId, issuedBy } = takedown;
  return { ...viewTakedown(takedown, liftedAt), publisherId, prohibitionId, issuedBy };
}

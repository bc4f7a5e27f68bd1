import type { Instant } from '../period';
import type { MarketSet } from './market-set';

/** A market or a group as a set of slots that changes at known instants. A market covers its subdivisions. */
export interface Place {
  /** `sets` and `sizes` have one entry more: one for each span between boundaries. */
  readonly boundaries: readonly Instant[];
  readonly sets: readonly MarketSet[];
  readonly sizes: readonly number[];
  /** The slot, if the place is a single market. */
  readonly slot: number | null;
}

import type { Action, Layer, ReasonCode, Visibility } from '../../../domain';

/** A reason for which cells stay closed. */
export interface ClosedBy {
  layer: Layer;
  code: ReasonCode;
  /** The rule that says so; `null`: a fact, or that no rule says yes. */
  ruleId: string | null;
  legalBasis: string | null;
  visibility: Visibility;
  /** Of the cells that were asked; one cell may have several reasons. */
  cells: number;
  /** The first of them. */
  markets: string[];
  itemIds: string[];
}

/** What stays closed where the edits have a say: items x markets x (`list`, `acquire`). */
export interface StillClosed {
  /** Exact: how many cells are in the scopes of the rules that change, and how many of them are closed afterwards. */
  touched: number;
  cells: number;
  /** How many of those were asked why: all of them up to 500, otherwise 500 that are spread evenly. */
  sampled: number;
  /** The 10 most frequent among the sampled. */
  reasons: ClosedBy[];
}

/** People who have an item and from then on may no longer, or may again, do something with it. */
export interface AffectedHolders {
  itemId: string;
  /** Where they acquired it. */
  market: string;
  action: Extract<Action, 'redownload' | 'update'>;
  change: 'lost' | 'gained';
  holders: number;
}

export interface HoldersAffected {
  /** Items owned, each account counted for each of its items once, that lose or gain any of the actions. */
  lost: number;
  gained: number;
  /** Otherwise only the pairs of item and market with most holders were asked, and the numbers are at least these. */
  isComplete: boolean;
  /** The first 20, most holders first. */
  first: AffectedHolders[];
}

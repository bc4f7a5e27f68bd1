import type { FreshAction, Instant } from '../../domain';

/** `open`: every item of the row may be had in the market; `closed`: none. */
export type CellState = 'open' | 'partly' | 'closed';

export interface MatrixCell {
  readonly market: string;
  readonly state: CellState;
  /** How many items of the row may be had there, and how many not. Exact. */
  readonly open: number;
  readonly closed: number;
  /** The five most frequent codes. An item with several reasons counts under each. */
  readonly reasons: readonly { readonly code: string; readonly count: number }[];
  /** How many of the closed items the reasons were asked of, evenly spread over them. */
  readonly asked: number;
}

export interface MatrixRow {
  readonly category: string;
  /** `null` in rows of categories, which count everything below the category too. */
  readonly itemId: string | null;
  readonly cells: readonly MatrixCell[];
}

export interface Matrix {
  readonly epoch: number;
  readonly at: Instant;
  readonly action: FreshAction;
  /** Codes of markets, in the order of every row's cells. */
  readonly markets: readonly string[];
  readonly data: readonly MatrixRow[];
  readonly nextCursor: string | null;
}

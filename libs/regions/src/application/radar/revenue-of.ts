/** Items in markets: each of the items in each of the markets. */
export interface RevenuePart {
  itemIds: readonly string[];
  markets: readonly string[];
}

export interface PartRevenue {
  /** The number of the part, from 0. */
  part: number;
  currency: string;
  /** Minor units. */
  amount: number;
}

/** What was earned with what: a port, because regions sells nothing. Where nothing is bound to it, the radar says that it does not know. */
export abstract class RevenueOf {
  /** Of what was sold since an instant, without what was refunded. Parts without sales are left out. */
  abstract sum(question: { parts: readonly RevenuePart[]; since: Date }): Promise<PartRevenue[]>;
}

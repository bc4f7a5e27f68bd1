/** How many accounts have an item that they acquired in a market. */
export interface HeldItem {
  itemId: string;
  market: string;
  holders: number;
}

export interface HoldersQuestion {
  markets: readonly string[];
  /** `null`: whatever they are. */
  itemIds: readonly string[] | null;
  limit: number;
}

/** Who has what: a port, because regions sells nothing. Where nothing is bound to it, previews say that they do not know. */
export abstract class HoldersOf {
  /** Most holders first; at most `limit` pairs. */
  abstract count(question: HoldersQuestion): Promise<HeldItem[]>;
}

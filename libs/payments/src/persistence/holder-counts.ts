import { Injectable } from '@nestjs/common';
import { BaseRepository } from '@portolan/platform';

export interface HolderCount {
  itemId: string;
  /** Of the order that gave it. */
  market: string;
  /** Accounts that own it now. */
  holders: number;
}

/** How many accounts own what, by where they acquired it. */
@Injectable()
export class HolderCounts extends BaseRepository {
  /** Most holders first. `null`: in any market; any item. */
  async count(
    markets: readonly string[] | null,
    itemIds: readonly string[] | null,
    limit: number,
  ): Promise<HolderCount[]> {
    return this.query<HolderCount>(
      `SELECT e.item_id AS "itemId", o.market, count(*)::int AS holders
         FROM entitlement e JOIN customer_order o ON o.id = e.order_id
        WHERE e.status = 'active' AND ($1::text[] IS NULL OR o.market = ANY($1::text[]))
          AND ($2::uuid[] IS NULL OR e.item_id = ANY($2::uuid[]))
        GROUP BY e.item_id, o.market
        ORDER BY holders DESC, e.item_id, o.market LIMIT $3`,
      [markets, itemIds, limit],
    );
  }
}

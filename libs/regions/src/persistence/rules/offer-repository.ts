import { Injectable } from '@nestjs/common';
import { Ids, type SqlValue, TransactionHost } from '@portolan/platform';
import type { FreshAction, OfferRule } from '../../domain';

import { RuleRepository } from './rule-repository';
import {
  knownAt,
  marketsColumns,
  marketsOf,
  periodOf,
  type StoredMarkets,
  type StoredVersion,
} from './stored';

export interface StoredOffer extends StoredVersion, StoredMarkets {
  readonly side: 'publisher' | 'store';
  readonly publisher_id: string | null;
  readonly category: string | null;
  readonly item_id: string | null;
  readonly actions: FreshAction[];
  readonly offered: boolean;
}

/** A publisher's selection for one item, and the epoch that it began with. */
export interface Selection {
  readonly offer: OfferRule;
  readonly epoch: number;
}

export function toOffer(stored: StoredOffer): OfferRule {
  return {
    id: stored.id,
    side: stored.side,
    publisherId: stored.publisher_id,
    category: stored.category,
    itemId: stored.item_id,
    markets: marketsOf(stored),
    actions: stored.actions,
    offered: stored.offered,
    valid: periodOf(stored),
  };
}

@Injectable()
export class OfferRepository extends RuleRepository<OfferRule, StoredOffer> {
  protected override readonly table = 'offer_rule';

  constructor(host: TransactionHost, ids: Ids) {
    super(host, ids);
  }

  /** What the publisher of an item selects from now on. */
  async selectionOf(itemId: string): Promise<Selection | null> {
    return (await this.selectionsOf([itemId])).get(itemId) ?? null;
  }

  /** Likewise by item; one for which nothing is selected has no entry. */
  async selectionsOf(itemIds: readonly string[]): Promise<Map<string, Selection>> {
    const found = await this.query<{ row: StoredOffer; item_id: string; epoch: string }>(
      `SELECT to_json(o) AS row, o.item_id, c.epoch FROM offer_rule o JOIN region_change c ON c.at = o.recorded_from
        WHERE o.side = 'publisher' AND o.item_id = ANY ($1::uuid[]) AND o.valid_until IS NULL AND o.recorded_until IS NULL`,
      [[...itemIds]],
    );
    return new Map(
      found.map(({ row, item_id, epoch }) => [item_id, { offer: toOffer(row), epoch: Number(epoch) }]),
    );
  }

  /** What publishers say about these items, in every span that is known; by item. */
  spansOf(itemIds: readonly string[]): Promise<Map<string, OfferRule[]>> {
    return this.spansBy('o.recorded_until IS NULL', [[...itemIds]]);
  }

  /** Likewise, as it was known at an instant. */
  spansKnownAt(itemIds: readonly string[], instant: Date): Promise<Map<string, OfferRule[]>> {
    return this.spansBy(knownAt('$2').recorded('o'), [[...itemIds], instant]);
  }

  /**
   * Likewise of these publishers, and of items about which more than one thing is said: whoever selects once for each item contradicts
   * nobody. Reads through all selections.
   */
  selectionsBeside(publisherIds: readonly string[]): Promise<Map<string, OfferRule[]>> {
    return this.spansOfItems(
      `o.recorded_until IS NULL AND o.item_id = ANY (ARRAY(
         SELECT s.item_id FROM offer_rule s
          WHERE s.side = 'publisher' AND s.recorded_until IS NULL AND s.item_id IS NOT NULL
          GROUP BY s.item_id HAVING count(*) > 1 OR bool_or(s.publisher_id = ANY ($1::uuid[]))))`,
      [[...publisherIds]],
    );
  }

  private spansBy(known: string, parameters: SqlValue[]): Promise<Map<string, OfferRule[]>> {
    return this.spansOfItems(`o.item_id = ANY($1) AND ${known}`, parameters);
  }

  private async spansOfItems(where: string, parameters: SqlValue[]): Promise<Map<string, OfferRule[]>> {
    const rows = await this.query<{ item_id: string; rows: StoredOffer[] }>(
      `SELECT o.item_id, json_agg(o) AS rows FROM offer_rule o
        WHERE o.side = 'publisher' AND ${where} GROUP BY o.item_id`,
      parameters,
    );
    return new Map(rows.map((row) => [row.item_id, row.rows.map(toOffer)]));
  }

  protected override toRow(stored: StoredOffer): OfferRule {
    return toOffer(stored);
  }

  protected override toColumns(row: OfferRule): Record<string, SqlValue> {
    return {
      side: row.side,
      publisher_id: row.publisherId,
      category: row.category,
      item_id: row.itemId,
      ...marketsColumns(row.markets),
      actions: row.actions,
      offered: row.offered,
    };
  }
}

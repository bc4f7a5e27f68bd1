import { Injectable } from '@nestjs/common';
import { BaseRepository, TransactionHost } from '@portolan/platform';
import type { StoredItem } from '../item-repository';

interface Row {
  item: StoredItem;
}

/** What items were like. Every change of an item has left a whole copy of it, with its revision and its instant. */
@Injectable()
export class ItemHistory extends BaseRepository {
  constructor(host: TransactionHost) {
    super(host);
  }

  /** The last revision that was known at an instant; 0 before the first item. */
  async revisionAt(instant: Date): Promise<number> {
    const row = await this.queryOne<{ revision: string }>(
      'SELECT coalesce(max(h.revision), 0) AS revision FROM region_item_history h WHERE h.recorded_from <= $1',
      [instant],
    );
    return Number(row?.revision ?? 0);
  }

  /** Every item as it was at a revision. Reads all versions up to then. */
  async allAt(revision: number): Promise<StoredItem[]> {
    const rows = await this.query<Row>(
      `SELECT DISTINCT ON (h.item_id) h.item FROM region_item_history h WHERE h.revision <= $1
        ORDER BY h.item_id, h.revision DESC`,
      [revision],
    );
    return rows.map(({ item }) => item);
  }

  /** Likewise these items and the apps that they belonged to; what was not known then is left out. */
  async someAt(revision: number, ids: readonly string[]): Promise<StoredItem[]> {
    const rows = await this.query<Row>(
      `WITH asked AS (
         SELECT DISTINCT ON (h.item_id) h.item_id, h.item FROM region_item_history h
          WHERE h.item_id = ANY($2) AND h.revision <= $1
          ORDER BY h.item_id, h.revision DESC),
       parents AS (
         SELECT DISTINCT ON (h.item_id) h.item FROM region_item_history h
          WHERE h.item_id IN (SELECT (a.item ->> 'parentId')::uuid FROM asked a) AND h.item_id <> ALL($2)
            AND h.revision <= $1
          ORDER BY h.item_id, h.revision DESC)
       SELECT a.item FROM asked a UNION ALL SELECT p.item FROM parents p`,
      [revision, [...ids]],
    );
    return rows.map(({ item }) => item);
  }
}

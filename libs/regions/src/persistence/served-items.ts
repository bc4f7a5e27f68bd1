import { Injectable } from '@nestjs/common';
import { BaseRepository, TransactionHost } from '@portolan/platform';
import { type ItemRecord, selectionsFor } from '../domain';
import { type ItemRow, ITEM_COLUMNS, toItem } from './item-repository';
import { type StoredOffer, toOffer } from './rules/offer-repository';

/** What a process has to know to serve what is committed. */
export interface ServedMark {
  readonly token: string;
  /** Of items: raised by whatever lists show of them, too. */
  readonly revision: number;
}

interface ServedRow extends ItemRow {
  readonly rank: number;
  readonly shown_revision: string;
  readonly selections: StoredOffer[] | null;
}

/** An item as the atlas takes it. */
export interface ServedItem {
  readonly record: ItemRecord;
  /** Whether it is decided by something else than at the revision that was asked from. */
  readonly isDecidedAnew: boolean;
}

const CHUNK = 10_000;

const SELECT = `
  SELECT ${ITEM_COLUMNS}, i.rank, i.shown_revision,
         (SELECT json_agg(o) FROM offer_rule o
           WHERE o.side = 'publisher' AND o.item_id = i.id AND o.recorded_until IS NULL) AS selections
    FROM region_item i`;

/** Items with their ranks and their publishers' selections, for whoever follows the changes. */
@Injectable()
export class ServedItems extends BaseRepository {
  constructor(host: TransactionHost) {
    super(host);
  }

  /** The one question that is asked each second. */
  async mark(): Promise<ServedMark> {
    const row = await this.queryOne<{ token: string; revision: string }>(
      'SELECT e.token, r.revision FROM region_epoch e CROSS JOIN region_item_revision r',
    );
    if (row === null) throw new Error('A table of revisions has lost its row.');
    return { token: row.token, revision: Number(row.revision) };
  }

  /** What is not as it was at a revision, and these besides. */
  async changedSince(revision: number, itemIds: readonly string[]): Promise<ServedItem[]> {
    const rows = await this.query<ServedRow>(`${SELECT} WHERE i.shown_revision > $1 OR i.id = ANY($2)`, [
      revision,
      [...itemIds],
    ]);
    const named = new Set(itemIds);
    return rows.map((row) => ({
      record: toRecord(row),
      isDecidedAnew: Number(row.revision) > revision || named.has(row.id),
    }));
  }

  /** Every item, in pieces, so that the texts of a million never lie in memory at once. */
  async *all(): AsyncGenerator<ItemRecord[]> {
    let after = '00000000-0000-0000-0000-000000000000';
    for (;;) {
      const rows = await this.query<ServedRow>(`${SELECT} WHERE i.id > $1 ORDER BY i.id LIMIT ${CHUNK}`, [
        after,
      ]);
      yield rows.map(toRecord);
      const last = rows.at(-1);
      if (last === undefined || rows.length < CHUNK) return;
      after = last.id;
    }
  }
}

function toRecord(row: ServedRow): ItemRecord {
  const { id, kind, category, publisherId, attributes, parentId, facts } = toItem(row);
  const item = { id, kind, category, publisherId, attributes, parentId, facts };
  const offers = row.selections === null ? [] : row.selections.map(toOffer);
  return { ...item, rank: row.rank, selections: selectionsFor(item, offers) };
}

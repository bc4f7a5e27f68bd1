import { Injectable } from '@nestjs/common';
import { AfterCommit, BaseRepository, Clock, HINT, type SqlValue, TransactionHost } from '@portolan/platform';
import type { AttributeValue, ItemFacts, ItemKind, Launch, PriceFact, Withdrawal } from '../domain';
import { LocalChanges } from './local-changes';

/** An item as it is stored: its parent by id. */
export interface StoredItem {
  readonly id: string;
  readonly kind: ItemKind;
  readonly category: string;
  readonly publisherId: string;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly parentId: string | null;
  readonly facts: ItemFacts;
  /** Raised by every change of any item; the value of this item's last change. */
  readonly revision: number;
}

/** Whose an item is. */
export interface ItemOwner {
  readonly publisherId: string;
  /** What permissions in single apps are about: the app of an in-app product, any other item itself. */
  readonly itemId: string;
}

export interface ItemRow {
  id: string;
  kind: ItemKind;
  category: string;
  publisher_id: string;
  attributes: Record<string, AttributeValue>;
  parent_id: string | null;
  published: boolean;
  launch: Launch | null;
  withdrawn: Withdrawal | null;
  free: boolean | null;
  prices: PriceFact[];
  revision: string;
}

export const ITEM_COLUMNS = `i.id, i.kind, i.category, i.publisher_id, i.attributes, i.parent_id, i.published, i.launch, i.withdrawn,
  i.free, i.prices, i.revision`;

/** What is known here of everything that has an availability. */
@Injectable()
export class ItemRepository extends BaseRepository {
  constructor(
    host: TransactionHost,
    private readonly clock: Clock,
    private readonly afterCommit: AfterCommit,
    private readonly changes: LocalChanges,
  ) {
    super(host);
  }

  /** The newest revision of any item. */
  async revision(): Promise<number> {
    const row = await this.queryOne<{ revision: string }>('SELECT r.revision FROM region_item_revision r');
    return Number(row?.revision ?? 0);
  }

  async find(id: string): Promise<StoredItem | null> {
    return toItem(
      await this.queryOne<ItemRow>(`SELECT ${ITEM_COLUMNS} FROM region_item i WHERE i.id = $1`, [id]),
    );
  }

  /** Like `find`, and nobody else changes the item until the transaction ends. */
  async findForChange(id: string): Promise<StoredItem | null> {
    // The row's lock is what keeps others out. But purchases that share a row let each other pass, and a change that waits
    // for them was measured to wait for seconds; the lock before it is first come, first served.
    await this.query('SELECT pg_advisory_xact_lock(hashtextextended($1::text, 0))', [id]);
    const sql = `SELECT ${ITEM_COLUMNS} FROM region_item i WHERE i.id = $1 FOR UPDATE`;
    return toItem(await this.queryOne<ItemRow>(sql, [id]));
  }

  /** The items and the apps that they belong to; unknown ids are left out. */
  async findWithParents(ids: readonly string[]): Promise<StoredItem[]> {
    return this.many(ids, '');
  }

  /** Likewise, and none of them changes until the transaction ends. Locked in the order of ids, so that two carts cannot deadlock. */
  async holdWithParents(ids: readonly string[]): Promise<StoredItem[]> {
    await this.query(
      `SELECT pg_advisory_xact_lock_shared(hashtextextended(asked.id, 0))
         FROM (SELECT a.id FROM unnest($1::text[]) a (id) ORDER BY a.id) asked`,
      [[...ids]],
    );
    return this.many(ids, 'ORDER BY i.id FOR SHARE');
  }

  async ownersOf(ids: readonly string[]): Promise<Map<string, ItemOwner>> {
    const rows = await this.query<ItemOwner & { id: string }>(
      `SELECT i.id, i.publisher_id AS "publisherId", coalesce(i.parent_id, i.id) AS "itemId"
         FROM region_item i WHERE i.id = ANY($1)`,
      [[...new Set(ids)]],
    );
    return new Map(rows.map(({ id, ...owner }) => [id, owner]));
  }

  /** The in-app products of an app, by id. */
  async productsOf(appId: string): Promise<string[]> {
    const rows = await this.query<{ id: string }>(
      'SELECT i.id FROM region_item i WHERE i.parent_id = $1 ORDER BY i.id',
      [appId],
    );
    return rows.map(({ id }) => id);
  }

  /** Everything that changed after a revision, oldest change first; after 0, every item. */
  async changedSince(revision: number): Promise<StoredItem[]> {
    const rows = await this.query<ItemRow>(
      `SELECT ${ITEM_COLUMNS} FROM region_item i WHERE i.revision > $1 ORDER BY i.revision`,
      [revision],
    );
    return rows.map(toItem).filter((item) => item !== null);
  }

  /**
   * The number for a change of an item. Its row stays locked until the transaction ends, so that revisions become
   * visible in their order and none is missed by who reads on from the last one seen. Take it before any item.
   */
  async nextRevision(): Promise<number> {
    const sql = `UPDATE region_item_revision AS r SET revision = r.revision + 1 RETURNING r.revision, ${HINT}`;
    const row = await this.queryOne<{ revision: string }>(sql);
    if (row === null) throw new Error('The table region_item_revision has lost its row.');
    this.afterCommit.run(() => this.changes.note());
    return Number(row.revision);
  }

  /** Lists show something else of the item than they did; what is decided by stays as it is. An unknown item has no lists. */
  async touch(id: string, revision: number): Promise<void> {
    await this.query('UPDATE region_item AS i SET shown_revision = $2 WHERE i.id = $1', [id, revision]);
  }

  async insert(item: StoredItem): Promise<void> {
    await this.query(
      `WITH place AS (UPDATE region_item_revision AS r SET item_count = r.item_count + 1 RETURNING r.item_count - 1 AS ordinal)
       INSERT INTO region_item (id, kind, category, publisher_id, attributes, parent_id, published, launch, withdrawn, free,
                                prices, revision, shown_revision, ordinal)
       SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12, place.ordinal FROM place`,
      parametersOf(item),
    );
    await this.remember(item);
  }

  /** @param rank its place in lists; left out, it stays where it is. */
  async update(item: StoredItem, rank?: number): Promise<void> {
    await this.query(
      `UPDATE region_item SET kind = $2, category = $3, publisher_id = $4, attributes = $5, parent_id = $6, published = $7,
              launch = $8, withdrawn = $9, free = $10, prices = $11, revision = $12, shown_revision = $12, rank = coalesce($13, rank)
        WHERE id = $1`,
      [...parametersOf(item), rank ?? null],
    );
    await this.remember(item);
  }

  /** Gives the products of an app its publisher and its attributes, as parts of the same change. */
  async followApp({ id, publisherId, attributes, revision }: Omit<StoredItem, 'facts'>): Promise<void> {
    const rows = await this.query<ItemRow>(
      `UPDATE region_item AS i SET publisher_id = $2, attributes = $3, revision = $4, shown_revision = $4
        WHERE i.parent_id = $1 AND (i.publisher_id <> $2 OR i.attributes <> $3) RETURNING ${ITEM_COLUMNS}`,
      [id, publisherId, attributes, revision],
    );
    await this.rememberAll(rows.map((row) => toItem(row)));
  }

  private remember(item: StoredItem): Promise<void> {
    return this.rememberAll([item]);
  }

  private async rememberAll(items: readonly StoredItem[]): Promise<void> {
    const recorded_from = this.clock.now();
    await this.insertRows(
      'region_item_history',
      items.map((item) => ({ item_id: item.id, revision: item.revision, recorded_from, item })),
    );
  }

  private async many(ids: readonly string[], ending: string): Promise<StoredItem[]> {
    const rows = await this.query<ItemRow>(
      // One list of ids first: with an OR, every item of the store would be read.
      `SELECT ${ITEM_COLUMNS} FROM region_item i
        WHERE i.id = ANY (ARRAY(SELECT unnest($1::uuid[])
                                UNION SELECT c.parent_id FROM region_item c WHERE c.id = ANY($1))) ${ending}`,
      [[...ids]],
    );
    return rows.map(toItem).filter((item) => item !== null);
  }
}

function parametersOf(item: StoredItem): SqlValue[] {
  const { published, launch, withdrawn, free, prices } = item.facts;
  return [
    item.id,
    item.kind,
    item.category,
    item.publisherId,
    item.attributes,
    item.parentId,
    published,
    launch,
    withdrawn,
    free,
    // The driver would send a list as a Postgres array.
    JSON.stringify(prices),
    item.revision,
  ];
}

export function toItem(row: ItemRow): StoredItem;
export function toItem(row: ItemRow | null): StoredItem | null;
export function toItem(row: ItemRow | null): StoredItem | null {
  if (row === null) return null;
  const { published, launch, withdrawn, free, prices } = row;
  return {
    id: row.id,
    kind: row.kind,
    category: row.category,
    publisherId: row.publisher_id,
    attributes: row.attributes,
    parentId: row.parent_id,
    facts: { published, launch, withdrawn, free, prices },
    revision: Number(row.revision),
  };
}

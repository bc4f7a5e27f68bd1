import {
  BaseRepository,
  type Ids,
  type Page,
  type PageRequest,
  type SqlValue,
  type TransactionHost,
} from '@portolan/platform';
import { decodeCursor, toPage } from '@portolan/platform';
import type { Instant, Period } from '../../domain';
import { periodColumns, type StoredVersion } from './stored';

/** What every rule row has. */
export interface RuleRow {
  readonly id: string;
  readonly valid: Period;
}

/** A rule as it is known, and since when the store knows it so. */
export type Recorded<Row> = Row & { readonly recordedAt: Date };

/** SQL that a list is narrowed by; `$1...` are its parameters. */
export interface RuleFilter {
  readonly where: string;
  readonly parameters: readonly SqlValue[];
}

/** One table of rules. A version is never overwritten: a change ends its recorded range and adds the next one. */
export abstract class RuleRepository<
  Row extends RuleRow,
  Stored extends StoredVersion,
> extends BaseRepository {
  constructor(
    host: TransactionHost,
    private readonly ids: Ids,
  ) {
    super(host);
  }

  protected abstract readonly table: string;
  protected abstract toRow(stored: Stored): Row;
  protected abstract toColumns(row: Row): Record<string, SqlValue>;

  /** Adds a version; `recordedAt` is what `RegionEpoch.raise` gave. */
  insert(row: Row, recordedAt: Date): Promise<void> {
    return this.insertAll([row], recordedAt);
  }

  insertAll(rows: readonly Row[], recordedAt: Date): Promise<void> {
    return this.insertRows(
      this.table,
      rows.map((row) => ({
        version: this.ids.next(),
        id: row.id,
        ...this.toColumns(row),
        ...periodColumns(row.valid),
        recorded_from: recordedAt,
      })),
    );
  }

  /**
   * From an instant on the rule no longer says what it said: its spans are cut there, and those that would have begun
   * later are taken back. What should hold instead is inserted afterwards.
   * @returns the spans as they were, earliest first.
   */
  cut(id: string, at: Instant, recordedAt: Date): Promise<Row[]> {
    return this.cutAll([id], at, recordedAt);
  }

  /** Likewise for many rules. */
  async cutAll(ids: readonly string[], at: Instant, recordedAt: Date): Promise<Row[]> {
    const spans = await this.forget(ids, at, recordedAt);
    const begun = spans.filter(({ valid }) => valid.from === null || valid.from < at);
    const ended = begun.map((span) => ({ ...span, valid: { from: span.valid.from, until: at } }));
    await this.insertAll(ended, recordedAt);
    return spans;
  }

  /** What was said of the rule was wrong, or not yet decided, for all of its time. @returns like `cut`. */
  takeBack(id: string, recordedAt: Date): Promise<Row[]> {
    return this.forget([id], null, recordedAt);
  }

  /** Whether there ever was such a rule: one that ended the moment it began has no spans. */
  async wasKnown(id: string): Promise<boolean> {
    // In two, because each half has an index.
    const was = (recorded: string) =>
      `EXISTS (SELECT FROM ${this.table} t WHERE t.id = $1 AND t.recorded_until ${recorded})`;
    const [row] = await this.query<{ known: boolean }>(
      `SELECT ${was('IS NULL')} OR ${was('IS NOT NULL')} AS known`,
      [id],
    );
    return row?.known === true;
  }

  /** The spans of a rule as it is known now, earliest first. */
  async spans(id: string): Promise<Row[]> {
    const rows = await this.query<{ row: Stored }>(
      `SELECT to_json(t) AS row FROM ${this.table} t WHERE t.id = $1 AND t.recorded_until IS NULL`,
      [id],
    );
    return rows.map(({ row }) => this.toRow(row)).sort(byBeginning);
  }

  /** Newest rule first. */
  async list(filter: RuleFilter, page: PageRequest): Promise<Page<Recorded<Row>>> {
    const after = decodeCursor(page.cursor, ['uuid', 'uuid']);
    const first = filter.parameters.length + 1;
    const rows = await this.query<{ row: Stored }>(
      `SELECT to_json(t) AS row FROM ${this.table} t
        WHERE t.recorded_until IS NULL AND (${filter.where})
          AND ($${first}::uuid IS NULL OR (t.id, t.version) < ($${first}::uuid, $${first + 1}::uuid))
        ORDER BY t.id DESC, t.version DESC LIMIT $${first + 2}`,
      [...filter.parameters, after?.[0] ?? null, after?.[1] ?? null, page.limit + 1],
    );
    return toPage(
      rows,
      page.limit,
      ({ row }) => [row.id, row.version],
      ({ row }) => ({ ...this.toRow(row), recordedAt: new Date(row.recorded_from) }),
    );
  }

  /** Of what is known, the spans that have not ended by `at` (`null`: all) are known no longer. */
  private async forget(ids: readonly string[], at: Instant | null, recordedAt: Date): Promise<Row[]> {
    const known = `t.id = ANY ($1) AND t.recorded_until IS NULL
      AND ($3::timestamptz IS NULL OR t.valid_until IS NULL OR t.valid_until > $3)`;
    const parameters = [[...ids], recordedAt, at === null ? null : new Date(at)];
    // What an earlier edit of the same change wrote was never known to anybody, and leaves no version.
    const own = await this.query<{ row: Stored }>(
      `DELETE FROM ${this.table} AS t WHERE ${known} AND t.recorded_from = $2 RETURNING to_json(t) AS row`,
      parameters,
    );
    const earlier = await this.query<{ row: Stored }>(
      `UPDATE ${this.table} AS t SET recorded_until = $2 WHERE ${known} RETURNING to_json(t) AS row`,
      parameters,
    );
    return [...own, ...earlier].map(({ row }) => this.toRow(row)).sort(byBeginning);
  }
}

function byBeginning(a: RuleRow, b: RuleRow): number {
  return (a.valid.from ?? -Infinity) - (b.valid.from ?? -Infinity);
}

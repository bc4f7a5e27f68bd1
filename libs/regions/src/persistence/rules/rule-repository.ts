import {
  BaseRepository,
  Ids,
  type Page,
  type PageRequest,
  type SqlValue,
  TransactionHost,
} from '@portolan/platform';
import { decodeCursor, toPage } from '@portolan/platform';
import type { Period } from '../../domain';
import { periodColumns, type StoredVersion } from './stored';

/** What every rule row has. */
export interface RuleRow {
  readonly id: string;
  readonly valid: Period;
}

/** A rule as it is known now, and since when it is known so. */
export interface RecordedRule<Row> {
  readonly row: Row;
  readonly recordedAt: Date;
}

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
  async insert(row: Row, recordedAt: Date): Promise<void> {
    const values: Record<string, SqlValue> = {
      version: this.ids.next(),
      id: row.id,
      ...this.toColumns(row),
      ...periodColumns(row.valid),
      recorded_from: recordedAt,
    };
    const names = Object.keys(values);
    await this.query(
      `INSERT INTO ${this.table} (${names.join(', ')}) VALUES (${names.map((_, i) => `$${i + 1}`).join(', ')})`,
      Object.values(values),
    );
  }

  /** The store no longer believes what the row said: all its spans, or the one that is replaced. */
  async close(id: string, recordedAt: Date): Promise<void> {
    await this.query(
      `UPDATE ${this.table} SET recorded_until = $2 WHERE id = $1 AND recorded_until IS NULL`,
      [id, recordedAt],
    );
  }

  /** The spans of a row as it is known now, earliest first; most tables have one. */
  async spans(id: string): Promise<Row[]> {
    const rows = await this.query<{ row: Stored }>(
      `SELECT to_json(t) AS row FROM ${this.table} t WHERE t.id = $1 AND t.recorded_until IS NULL
        ORDER BY t.valid_from NULLS FIRST`,
      [id],
    );
    return rows.map(({ row }) => this.toRow(row));
  }

  /** Newest rule first. */
  async list(filter: RuleFilter, page: PageRequest): Promise<Page<RecordedRule<Row>>> {
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
      ({ row }) => ({ row: this.toRow(row), recordedAt: new Date(row.recorded_from) }),
    );
  }
}

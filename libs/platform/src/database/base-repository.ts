import { Injectable } from '@nestjs/common';
import { TransactionHost } from '@nestjs-cls/transactional';
import type { TransactionalAdapterTypeOrm } from '@nestjs-cls/transactional-adapter-typeorm';
import type { EntityManager, QueryDeepPartialEntity } from 'typeorm';

/** A value that Postgres can be sent as a parameter. */
export type SqlValue =
  string | number | bigint | boolean | Date | Buffer | null | readonly SqlValue[] | object;

const MOST_ROWS = 500;

/**
 * The only way to the database: whatever is read or written through it belongs to the transaction that the
 * calling use case opened with `@Transactional()`, or runs on its own when there is none. A plain
 * `@InjectRepository` escapes that transaction in silence, so lint bans it.
 */
@Injectable()
export abstract class BaseRepository {
  constructor(private readonly host: TransactionHost<TransactionalAdapterTypeOrm>) {}

  /** The entity manager of the current transaction. */
  protected get manager(): EntityManager {
    return this.host.tx;
  }

  /** Runs one SQL statement with `$1...` parameters and returns its rows as they come from `pg`. */
  protected async query<Row>(sql: string, parameters: readonly SqlValue[] = []): Promise<Row[]> {
    const result: unknown = await this.manager.query(sql, [...parameters]);
    return rowsOf<Row>(result);
  }

  /** Like `query`, for a statement that returns at most one row. */
  protected async queryOne<Row>(sql: string, parameters: readonly SqlValue[] = []): Promise<Row | null> {
    const rows = await this.query<Row>(sql, parameters);
    return rows[0] ?? null;
  }

  /** Inserts rows that have the same columns, five hundred with a statement. The names are the caller's own, never a client's. */
  protected async insertRows(table: string, rows: readonly Record<string, SqlValue>[]): Promise<void> {
    for (const batch of batches(rows)) {
      const names = Object.keys(batch[0] ?? {});
      const parameters = batch.flatMap((row) => names.map((name) => row[name] ?? null));
      const places = batch.map(
        (_, i) => `(${names.map((__, j) => `$${i * names.length + j + 1}`).join(', ')})`,
      );
      await this.query(`INSERT INTO ${table} (${names.join(', ')}) VALUES ${places.join(', ')}`, parameters);
    }
  }
}

/** Postgres takes 65,535 parameters in one statement. */
function batches<T>(rows: readonly T[]): T[][] {
  const count = Math.ceil(rows.length / MOST_ROWS);
  return Array.from({ length: count }, (_, i) => rows.slice(i * MOST_ROWS, (i + 1) * MOST_ROWS));
}

/** TypeORM answers `[rows, count]` for UPDATE and DELETE and plain rows for everything else. */
function rowsOf<Row>(result: unknown): Row[] {
  if (!Array.isArray(result)) return [];
  const [first, second] = result as unknown[];
  if (result.length === 2 && Array.isArray(first) && typeof second === 'number') return first as Row[];
  return result as Row[];
}

export type { QueryDeepPartialEntity };

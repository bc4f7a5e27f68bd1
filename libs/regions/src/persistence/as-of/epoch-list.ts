import { Injectable } from '@nestjs/common';
import {
  BaseRepository,
  decodeCursor,
  type Machine,
  type Page,
  type PageRequest,
  toPage,
  TransactionHost,
} from '@portolan/platform';

/** One change of the rules. */
export interface EpochSummary {
  readonly epoch: number;
  /** Its rows are recorded from this instant on. */
  readonly at: Date;
  readonly actor: { readonly kind: 'account' | 'system' | Machine; readonly id: string };
  /** `<table>.<verb>`, e.g. `prohibition.lift`. */
  readonly kind: string;
  /** The first 100 of what it was about. */
  readonly ids: readonly string[];
  readonly idCount: number;
}

interface Row {
  epoch: string;
  at: Date;
  actor_kind: 'account' | 'system' | Machine;
  actor_id: string;
  kind: string;
  ids: string[];
  id_count: number;
  item_revision: string;
}

const COLUMNS = `c.epoch, c.at, c.actor_kind, c.actor_id, c.kind, c.ids[1:100] AS ids, cardinality(c.ids) AS id_count,
  c.item_revision`;

/** Read model of the changes of the rules. */
@Injectable()
export class EpochList extends BaseRepository {
  constructor(host: TransactionHost) {
    super(host);
  }

  /** Newest first. */
  async list(page: PageRequest): Promise<Page<EpochSummary>> {
    const before = decodeCursor(page.cursor, ['number']);
    const rows = await this.query<Row>(
      `SELECT ${COLUMNS} FROM region_change c WHERE $1::bigint IS NULL OR c.epoch < $1 ORDER BY c.epoch DESC LIMIT $2`,
      [before?.[0] ?? null, page.limit + 1],
    );
    return toPage(rows, page.limit, (row) => [Number(row.epoch)], toSummary);
  }

  /** With the revision that the items had when the epoch was raised. */
  async find(epoch: number): Promise<{ summary: EpochSummary; itemRevision: number } | null> {
    const sql = `SELECT ${COLUMNS} FROM region_change c WHERE c.epoch = $1`;
    const row = await this.queryOne<Row>(sql, [epoch]);
    return row === null ? null : { summary: toSummary(row), itemRevision: Number(row.item_revision) };
  }
}

function toSummary(row: Row): EpochSummary {
  return {
    epoch: Number(row.epoch),
    at: row.at,
    actor: { kind: row.actor_kind, id: row.actor_id },
    kind: row.kind,
    ids: row.ids,
    idCount: row.id_count,
  };
}

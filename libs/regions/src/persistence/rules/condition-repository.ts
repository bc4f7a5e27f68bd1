import { Injectable } from '@nestjs/common';
import {
  BaseRepository,
  decodeCursor,
  DomainError,
  type Page,
  type PageRequest,
  toPage,
  TransactionHost,
  withConstraints,
} from '@portolan/platform';
import type { Credential } from '../../domain';
import { type StoredCredential, toCredential } from './credential-repository';

export const MOST_CONDITIONS = 50;

/** What a credential obliges to by a day. */
export interface Condition {
  readonly id: string;
  readonly credentialId: string;
  readonly text: string;
  readonly dueAt: Date;
  readonly addedAt: Date;
  readonly met: { readonly at: Date; readonly by: string; readonly because: string } | null;
}

export interface DueCondition {
  readonly condition: Condition;
  /** The credential as it counts when the condition is due, or now if that is over. */
  readonly credential: Credential;
}

interface Row {
  id: string;
  credential_id: string;
  text: string;
  due_at: Date;
  added_at: Date;
  met_at: Date | null;
  met_by: string | null;
  met_because: string | null;
}

const COLUMNS = 'o.id, o.credential_id, o.text, o.due_at, o.added_at, o.met_at, o.met_by, o.met_because';

@Injectable()
export class ConditionRepository extends BaseRepository {
  constructor(host: TransactionHost) {
    super(host);
  }

  /** @throws DomainError `too-many-conditions`, `conditions-changing` (conflict): somebody else was adding one. */
  async insert({ id, credentialId, text, dueAt, addedAt }: Condition, addedBy: string): Promise<void> {
    const refuse = (code: string, detail: string) => () => new DomainError('conflict', code, detail);
    await withConstraints(
      {
        credential_condition_most: refuse(
          'too-many-conditions',
          `A credential has ${MOST_CONDITIONS} conditions at most.`,
        ),
        credential_condition_number: refuse('conditions-changing', 'Somebody else is adding one: ask again.'),
      },
      () =>
        this.query(
          `INSERT INTO credential_condition (id, credential_id, number, text, due_at, added_by, added_at)
           SELECT $1, $2, coalesce(max(o.number), 0) + 1, $3, $4, $5, $6 FROM credential_condition o WHERE o.credential_id = $2`,
          [id, credentialId, text, dueAt, addedBy, addedAt],
        ),
    );
  }

  /** In the order in which they were added. */
  async of(credentialId: string): Promise<Condition[]> {
    const sql = `SELECT ${COLUMNS} FROM credential_condition o WHERE o.credential_id = $1 ORDER BY o.number`;
    return (await this.query<Row>(sql, [credentialId])).map(toCondition);
  }

  async find(credentialId: string, id: string): Promise<Condition | null> {
    const sql = `SELECT ${COLUMNS} FROM credential_condition o WHERE o.credential_id = $1 AND o.id = $2`;
    const row = await this.queryOne<Row>(sql, [credentialId, id]);
    return row === null ? null : toCondition(row);
  }

  /** @returns `null` if it has been met already. */
  async meet(id: string, met: { at: Date; by: string; because: string }): Promise<Condition | null> {
    const row = await this.queryOne<Row>(
      `UPDATE credential_condition AS o SET met_at = $2, met_by = $3, met_because = $4
        WHERE o.id = $1 AND o.met_at IS NULL RETURNING ${COLUMNS}`,
      [id, met.at, met.by, met.because],
    );
    return row === null ? null : toCondition(row);
  }

  /** Of credentials that count: what is not met and due by an instant, overdue included, soonest first. */
  async due(now: Date, until: Date, page: PageRequest): Promise<Page<DueCondition>> {
    const from = decodeCursor(page.cursor, ['instant', 'uuid']);
    const rows = await this.query<Row & { credential: StoredCredential }>(
      `SELECT ${COLUMNS}, to_json(c) AS credential
         FROM credential_condition o
         JOIN credential c ON c.id = o.credential_id AND c.recorded_until IS NULL AND c.status = 'verified'
          AND (c.valid_from IS NULL OR c.valid_from <= greatest(o.due_at, $1))
          AND (c.valid_until IS NULL OR c.valid_until > greatest(o.due_at, $1))
        WHERE o.met_at IS NULL AND o.due_at <= $2
          AND ($3::timestamptz IS NULL OR (o.due_at, o.id) > ($3::timestamptz, $4::uuid))
        ORDER BY o.due_at, o.id LIMIT $5`,
      [now, until, from?.[0] ?? null, from?.[1] ?? null, page.limit + 1],
    );
    return toPage(
      rows,
      page.limit,
      (row) => [row.due_at.toISOString(), row.id],
      (row) => ({ condition: toCondition(row), credential: toCredential(row.credential) }),
    );
  }
}

function toCondition(row: Row): Condition {
  const { met_at: at, met_by: by, met_because: because } = row;
  return {
    id: row.id,
    credentialId: row.credential_id,
    text: row.text,
    dueAt: row.due_at,
    addedAt: row.added_at,
    met: at === null || by === null || because === null ? null : { at, by, because },
  };
}

import { Injectable } from '@nestjs/common';
import {
  BaseRepository,
  decodeCursor,
  notFound,
  type Page,
  type PageRequest,
  TransactionHost,
  toPage,
} from '@portolan/platform';
import type { ChangeSetState } from '../../domain';

/** A change set as it is stored; edits as JSON. */
export interface ChangeSetRow {
  readonly id: string;
  readonly title: string;
  readonly reason: string;
  readonly ticket: string | null;
  readonly edits: readonly unknown[];
  /** It is, or was, about what is kept for the role `legal`: title, reason and ticket say so, whatever edits it has by now. */
  readonly sealed: boolean;
  readonly state: ChangeSetState;
  /** The applied set that this one takes back; `null` as well once its edits are others. */
  readonly reverts: string | null;
  readonly proposedBy: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly needsApproval: boolean;
  readonly needsLegal: boolean;
  readonly previewHash: string | null;
  readonly previewEpoch: number | null;
  readonly previewedAt: Date | null;
  /** The later instants that it compared; `null`: all that there were. */
  readonly previewInstants: readonly Date[] | null;
  /** The first of them from which on the effect is another one. */
  readonly previewTurn: Date | null;
  readonly approvedBy: string | null;
  readonly approvedAsLegal: boolean;
  readonly approvedAt: Date | null;
  readonly scheduledFor: Date | null;
  readonly suspendedBecause: string | null;
  /** An account's id, or the name of a part of the store. */
  readonly appliedBy: string | null;
  readonly appliedAt: Date | null;
  readonly appliedEpoch: number | null;
  /** `null` before it was applied, and if an edit is final. */
  readonly inverse: readonly unknown[] | null;
}

const COLUMNS = `c.id, c.title, c.reason, c.ticket, c.edits, c.sealed, c.state, c.reverts, c.proposed_by AS "proposedBy",
  c.created_at AS "createdAt", c.updated_at AS "updatedAt", c.needs_approval AS "needsApproval",
  c.needs_legal AS "needsLegal", c.preview_hash AS "previewHash", c.preview_epoch::float8 AS "previewEpoch",
  c.previewed_at AS "previewedAt", c.preview_instants AS "previewInstants", c.preview_turn AS "previewTurn", c.approved_by AS "approvedBy", c.approved_as_legal AS "approvedAsLegal",
  c.approved_at AS "approvedAt", c.scheduled_for AS "scheduledFor", c.suspended_because AS "suspendedBecause",
  c.applied_by AS "appliedBy", c.applied_at AS "appliedAt", c.applied_epoch::float8 AS "appliedEpoch", c.inverse`;

@Injectable()
export class ChangeSetRepository extends BaseRepository {
  constructor(host: TransactionHost) {
    super(host);
  }

  async insert(row: ChangeSetRow): Promise<void> {
    await this.query(
      `INSERT INTO change_set (id, title, reason, ticket, reverts, proposed_by, created_at, edits, state, updated_at,
         needs_approval, needs_legal, approved_as_legal, sealed)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, false, $13)`,
      [
        row.id,
        row.title,
        row.reason,
        row.ticket,
        row.reverts,
        row.proposedBy,
        row.createdAt,
        JSON.stringify(row.edits),
        row.state,
        row.updatedAt,
        row.needsApproval,
        row.needsLegal,
        row.sealed,
      ],
    );
  }

  /** Everything but what a set is born with. */
  async update(row: ChangeSetRow): Promise<void> {
    await this.query(
      `UPDATE change_set SET edits = $2, state = $3, updated_at = $4, needs_approval = $5, needs_legal = $6,
         preview_hash = $7, preview_epoch = $8, previewed_at = $9, approved_by = $10, approved_as_legal = $11,
         approved_at = $12, scheduled_for = $13, suspended_because = $14, applied_by = $15, applied_at = $16,
         applied_epoch = $17, inverse = $18, reverts = $19, sealed = $20, preview_instants = $21, preview_turn = $22,
         failures = CASE WHEN $3 = 'scheduled' THEN failures ELSE 0 END WHERE id = $1`,
      [
        row.id,
        JSON.stringify(row.edits),
        row.state,
        row.updatedAt,
        row.needsApproval,
        row.needsLegal,
        row.previewHash,
        row.previewEpoch,
        row.previewedAt,
        row.approvedBy,
        row.approvedAsLegal,
        row.approvedAt,
        row.scheduledFor,
        row.suspendedBecause,
        row.appliedBy,
        row.appliedAt,
        row.appliedEpoch,
        row.inverse === null ? null : JSON.stringify(row.inverse),
        row.reverts,
        row.sealed,
        row.previewInstants,
        row.previewTurn,
      ],
    );
  }

  /** @throws DomainError `change-set-not-found`. */
  async get(id: string): Promise<ChangeSetRow> {
    return this.one(`SELECT ${COLUMNS} FROM change_set c WHERE c.id = $1`, id);
  }

  /** Likewise, and nobody else changes it until the transaction ends. */
  async hold(id: string): Promise<ChangeSetRow> {
    return this.one(`SELECT ${COLUMNS} FROM change_set c WHERE c.id = $1 FOR UPDATE`, id);
  }

  /** Ids of the sets that were scheduled for then or earlier and are still waiting, the longest first. */
  async scheduledUntil(due: Date, limit: number): Promise<string[]> {
    const rows = await this.query<{ id: string }>(
      `SELECT c.id FROM change_set c WHERE c.state = 'scheduled' AND c.scheduled_for <= $1 ORDER BY c.scheduled_for, c.id LIMIT $2`,
      [due, limit],
    );
    return rows.map(({ id }) => id);
  }

  /** One try more that failed. @returns how many did since it was scheduled, and for when; `null` if it no longer is. */
  async countFailure(id: string): Promise<{ failures: number; scheduledFor: Date } | null> {
    return this.queryOne(
      `UPDATE change_set c SET failures = c.failures + 1 WHERE c.id = $1 AND c.state = 'scheduled'
        RETURNING c.failures, c.scheduled_for AS "scheduledFor"`,
      [id],
    );
  }

  /** Whether a set that was not given up is to take this one back. */
  async isBeingReverted(id: string): Promise<boolean> {
    const sql = `SELECT 1 FROM change_set c WHERE c.reverts = $1 AND c.state <> 'cancelled'`;
    return (await this.query(sql, [id])).length > 0;
  }

  /**
   * The rules that came back in the place of these, when sets were taken back that had ended them; and in the place of those.
   * @returns pairs of one of these, and one that came back for it.
   */
  async restoredFor(ruleIds: readonly string[]): Promise<{ ended: string; id: string }[]> {
    return this.query(
      `WITH RECURSIVE restored AS (
         SELECT edit->>'restores' AS ended, edit->>'newId' AS id
           FROM change_set c, jsonb_array_elements(c.inverse) AS edit
          WHERE c.state = 'reverted' AND edit ? 'restores' AND edit ? 'newId'
       ), chain AS (
         SELECT r.ended, r.id FROM restored r WHERE r.ended = ANY ($1)
         UNION SELECT c.ended, r.id FROM chain c JOIN restored r ON r.ended = c.id
       )
       SELECT c.ended, c.id FROM chain c`,
      [[...ruleIds]],
    );
  }

  /** Newest first. */
  async list(state: ChangeSetState | null, page: PageRequest): Promise<Page<ChangeSetRow>> {
    const after = decodeCursor(page.cursor, ['uuid']);
    const rows = await this.query<ChangeSetRow>(
      `SELECT ${COLUMNS} FROM change_set c
        WHERE ($1::text IS NULL OR c.state = $1) AND ($2::uuid IS NULL OR c.id < $2) ORDER BY c.id DESC LIMIT $3`,
      [state, after?.[0] ?? null, page.limit + 1],
    );
    return toPage(
      rows,
      page.limit,
      ({ id }) => [id],
      (row) => row,
    );
  }

  private async one(sql: string, id: string): Promise<ChangeSetRow> {
    const row = await this.queryOne<ChangeSetRow>(sql, [id]);
    if (row === null) throw notFound('change-set', id);
    return row;
  }
}

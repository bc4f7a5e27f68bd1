import { Injectable } from '@nestjs/common';
import { BaseRepository, notFound } from '@portolan/platform';
import { type AppVersions, type EditChanges, NO_CHANGES } from '../../domain/edit/edit-changes';

export interface StoredEdit {
  id: string;
  appId: string;
  openedBy: string;
  status: 'open' | 'committed' | 'deleted';
  base: AppVersions;
  changes: EditChanges;
  openedAt: Date;
  expiresAt: Date;
  committedAt: Date | null;
}

type Row = Omit<StoredEdit, 'changes'> & { changes: Partial<EditChanges> };

const COLUMNS = `e.id, e.app_id AS "appId", e.opened_by AS "openedBy", e.status, e.base, e.changes, e.opened_at AS "openedAt",
  e.expires_at AS "expiresAt", e.committed_at AS "committedAt"`;

/** Edits of apps. */
@Injectable()
export class EditRepository extends BaseRepository {
  async insert({ id, appId, openedBy, base, changes, openedAt, expiresAt }: StoredEdit): Promise<void> {
    await this.query(
      `INSERT INTO app_edit (id, app_id, opened_by, status, base, changes, opened_at, expires_at)
       VALUES ($1, $2, $3, 'open', $4, $5, $6, $7)`,
      [id, appId, openedBy, base, changes, openedAt, expiresAt],
    );
  }

  /** @throws DomainError `edit-not-found`, also for another app's. */
  async get(appId: string, id: string): Promise<StoredEdit> {
    return this.one(appId, id, '');
  }

  /** Likewise; nobody else changes the edit until the transaction ends. */
  async hold(appId: string, id: string): Promise<StoredEdit> {
    return this.one(appId, id, 'FOR UPDATE');
  }

  async update({ id, status, changes, expiresAt, committedAt }: StoredEdit): Promise<void> {
    await this.query(
      'UPDATE app_edit AS e SET status = $2, changes = $3, expires_at = $4, committed_at = $5 WHERE e.id = $1',
      [id, status, changes, expiresAt, committedAt],
    );
  }

  async countOpen(appId: string, now: Date): Promise<number> {
    const row = await this.queryOne<{ count: number }>(
      `SELECT count(*)::integer AS count FROM app_edit e WHERE e.app_id = $1 AND e.status = 'open' AND e.expires_at > $2`,
      [appId, now],
    );
    return row?.count ?? 0;
  }

  /** Edits of the app that were committed since, newest first; at most 20. */
  async committedSince(appId: string, since: Date): Promise<StoredEdit[]> {
    const rows = await this.query<Row>(
      `SELECT ${COLUMNS} FROM app_edit e
        WHERE e.app_id = $1 AND e.status = 'committed' AND e.committed_at > $2 ORDER BY e.committed_at DESC LIMIT 20`,
      [appId, since],
    );
    return rows.map(whole);
  }

  private async one(appId: string, id: string, ending: string): Promise<StoredEdit> {
    const row = await this.queryOne<Row>(
      `SELECT ${COLUMNS} FROM app_edit e WHERE e.id = $1 AND e.app_id = $2 ${ending}`,
      [id, appId],
    );
    if (row === null) throw notFound('edit');
    return whole(row);
  }
}

/** A process of an earlier version that runs on beside this one writes no part that it does not know. */
function whole(row: Row): StoredEdit {
  return { ...row, changes: { ...NO_CHANGES, ...row.changes } };
}

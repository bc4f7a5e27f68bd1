import { Injectable } from '@nestjs/common';
import { BaseRepository, DomainError, withConstraints } from '@portolan/platform';

/** An app on offer from one publisher to another. Times are RFC 3339. */
export interface TransferView {
  id: string;
  appId: string;
  packageName: string;
  fromPublisherId: string;
  toPublisherId: string;
  offeredAt: string;
  expiresAt: string;
}

interface Row extends Omit<TransferView, 'offeredAt' | 'expiresAt'> {
  offeredAt: Date;
  expiresAt: Date;
}

export interface NewTransfer {
  id: string;
  appId: string;
  fromPublisherId: string;
  toPublisherId: string;
  offeredBy: string;
  offeredAt: Date;
  expiresAt: Date;
}

const SELECT = `SELECT t.id, t.app_id AS "appId", a.package_name AS "packageName", t.from_publisher_id AS "fromPublisherId",
    t.to_publisher_id AS "toPublisherId", t.offered_at AS "offeredAt", t.expires_at AS "expiresAt"
  FROM app_transfer t JOIN app a ON a.id = t.app_id`;
const OPEN = 't.accepted_at IS NULL AND t.withdrawn_at IS NULL';

/** Apps on offer. */
@Injectable()
export class TransferRepository extends BaseRepository {
  /** @throws DomainError `transfer-exists` (409) while the app is on offer already. */
  async add(transfer: NewTransfer): Promise<void> {
    await withConstraints(
      {
        app_transfer_one_open: () =>
          new DomainError('conflict', 'transfer-exists', 'The app is on offer already: withdraw that first.'),
      },
      () =>
        this.query(
          `INSERT INTO app_transfer (id, app_id, from_publisher_id, to_publisher_id, offered_by, offered_at, expires_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7)`,
          [
            transfer.id,
            transfer.appId,
            transfer.fromPublisherId,
            transfer.toPublisherId,
            transfer.offeredBy,
            transfer.offeredAt,
            transfer.expiresAt,
          ],
        ),
    );
  }

  /** An expired offer makes room for a new one. */
  async withdrawExpired(appId: string, at: Date): Promise<void> {
    await this.query(
      `UPDATE app_transfer t SET withdrawn_at = $2 WHERE t.app_id = $1 AND ${OPEN} AND t.expires_at <= $2`,
      [appId, at],
    );
  }

  /** The open offer of an app; null if there is none. */
  async ofApp(appId: string, at: Date): Promise<TransferView | null> {
    const row = await this.queryOne<Row>(`${SELECT} WHERE t.app_id = $1 AND ${OPEN} AND t.expires_at > $2`, [
      appId,
      at,
    ]);
    return row === null ? null : view(row);
  }

  /** Open offers to a publisher, oldest first; at most 100. */
  async to(publisherId: string, at: Date): Promise<TransferView[]> {
    const rows = await this.query<Row>(
      `${SELECT} WHERE t.to_publisher_id = $1 AND ${OPEN} AND t.expires_at > $2 ORDER BY t.id LIMIT 100`,
      [publisherId, at],
    );
    return rows.map(view);
  }

  /** An open offer to this publisher. */
  async find(id: string, toPublisherId: string, at: Date): Promise<TransferView | null> {
    const row = await this.queryOne<Row>(
      `${SELECT} WHERE t.id = $1 AND t.to_publisher_id = $2 AND ${OPEN} AND t.expires_at > $3`,
      [id, toPublisherId, at],
    );
    return row === null ? null : view(row);
  }

  /** Of accepting and withdrawing at once one succeeds. */
  async accept(id: string, accountId: string, at: Date): Promise<boolean> {
    const row = await this.queryOne(
      `UPDATE app_transfer t SET accepted_by = $2, accepted_at = $3 WHERE t.id = $1 AND ${OPEN} RETURNING t.id`,
      [id, accountId, at],
    );
    return row !== null;
  }

  async withdraw(id: string, appId: string, at: Date): Promise<boolean> {
    const row = await this.queryOne(
      `UPDATE app_transfer t SET withdrawn_at = $3 WHERE t.id = $1 AND t.app_id = $2 AND ${OPEN} RETURNING t.id`,
      [id, appId, at],
    );
    return row !== null;
  }
}

function view(row: Row): TransferView {
  return { ...row, offeredAt: row.offeredAt.toISOString(), expiresAt: row.expiresAt.toISOString() };
}

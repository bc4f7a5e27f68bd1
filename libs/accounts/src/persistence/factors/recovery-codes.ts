import { Injectable } from '@nestjs/common';
import { BaseRepository, TransactionHost } from '@portolan/platform';

/** Codes for somebody who lost their other factors, as hashes. */
@Injectable()
export class RecoveryCodes extends BaseRepository {
  constructor(host: TransactionHost) {
    super(host);
  }

  /** The old ones are void. */
  async replace(accountId: string, hashes: readonly Buffer[], at: Date): Promise<void> {
    await this.clear(accountId);
    await this.query(
      `INSERT INTO recovery_code (account_id, hash, created_at) SELECT $1, h, $3 FROM unnest($2::bytea[]) AS h`,
      [accountId, hashes, at],
    );
  }

  async clear(accountId: string): Promise<void> {
    await this.query(`DELETE FROM recovery_code c WHERE c.account_id = $1`, [accountId]);
  }

  /** Of any number of tries exactly one uses a code. */
  async use(accountId: string, hash: Buffer, at: Date): Promise<boolean> {
    const row = await this.queryOne(
      `UPDATE recovery_code c SET used_at = $3
        WHERE c.account_id = $1 AND c.hash = $2 AND c.used_at IS NULL RETURNING c.account_id`,
      [accountId, hash, at],
    );
    return row !== null;
  }

  async countUnused(accountId: string): Promise<number> {
    const row = await this.queryOne<{ count: number }>(
      `SELECT count(*)::int AS count FROM recovery_code c WHERE c.account_id = $1 AND c.used_at IS NULL`,
      [accountId],
    );
    return row?.count ?? 0;
  }
}

import { Injectable } from '@nestjs/common';
import { BaseRepository } from '@portolan/platform';
import type { RejectionPolicy } from '../../domain/review/policies';

/** One refusal of a release. */
export interface Rejection {
  id: string;
  appId: string;
  releaseId: string;
  policies: RejectionPolicy[];
  message: string;
  rejectedBy: string;
  rejectedAt: Date;
  /** From when the time to appeal counts: the rejection, or when there came to be a deadline. */
  appealFrom: Date;
}

const SELECT = `SELECT j.id, j.app_id AS "appId", j.release_id AS "releaseId", j.policies, j.message,
    j.rejected_by AS "rejectedBy", j.rejected_at AS "rejectedAt", coalesce(j.appeal_from, j.rejected_at) AS "appealFrom" FROM rejection j`;

/** Refusals of releases, which stay whatever becomes of the release. */
@Injectable()
export class RejectionRepository extends BaseRepository {
  async add(rejection: Omit<Rejection, 'appealFrom'>): Promise<void> {
    const { id, appId, releaseId, policies, message, rejectedBy, rejectedAt } = rejection;
    await this.insertRows('rejection', [
      {
        ...{ id, policies, message },
        app_id: appId,
        release_id: releaseId,
        rejected_by: rejectedBy,
        rejected_at: rejectedAt,
      },
    ]);
  }

  /** Whether the account has refused the release, at any time. */
  async wasRejectedBy(releaseId: string, accountId: string): Promise<boolean> {
    const row = await this.queryOne(
      'SELECT j.id FROM rejection j WHERE j.release_id = $1 AND j.rejected_by = $2 LIMIT 1',
      [releaseId, accountId],
    );
    return row !== null;
  }

  /** The last refusal of a release; null if there is none. */
  async lastOf(releaseId: string): Promise<Rejection | null> {
    return this.queryOne<Rejection>(`${SELECT} WHERE j.release_id = $1 ORDER BY j.id DESC LIMIT 1`, [
      releaseId,
    ]);
  }
}

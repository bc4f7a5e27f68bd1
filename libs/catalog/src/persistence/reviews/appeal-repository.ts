import { Injectable } from '@nestjs/common';
import {
  BaseRepository,
  decodeCursor,
  DomainError,
  type Page,
  type PageRequest,
  toPage,
  withConstraints,
} from '@portolan/platform';

export type AppealOutcome = 'granted' | 'denied';

/** What a publisher says against a decision. */
export interface Appeal {
  id: string;
  publisherId: string;
  appId: string;
  packageName: string;
  /** Of the rejection that it is against; null when it is against a strike. */
  rejectionId: string | null;
  releaseId: string | null;
  strikeId: string | null;
  /** Whose decision it is against. */
  decisionBy: string;
  message: string;
  filedBy: string;
  filedAt: Date;
  /** Null while it is open. */
  outcome: AppealOutcome | null;
  answer: string | null;
  decidedBy: string | null;
  decidedAt: Date | null;
}

export type NewAppeal = Omit<
  Appeal,
  'packageName' | 'releaseId' | 'outcome' | 'answer' | 'decidedBy' | 'decidedAt'
>;

export interface AppealDecision {
  outcome: AppealOutcome;
  answer: string;
  decidedBy: string;
  decidedAt: Date;
}

const SELECT = `SELECT p.id, p.publisher_id AS "publisherId", p.app_id AS "appId", a.package_name AS "packageName",
    p.rejection_id AS "rejectionId", j.release_id AS "releaseId", p.strike_id AS "strikeId", p.decision_by AS "decisionBy",
    p.message, p.filed_by AS "filedBy", p.filed_at AS "filedAt", p.outcome, p.answer, p.decided_by AS "decidedBy",
    p.decided_at AS "decidedAt"
  FROM appeal p JOIN app a ON a.id = p.app_id LEFT JOIN rejection j ON j.id = p.rejection_id`;

const exists = (): DomainError =>
  new DomainError(
    'conflict',
    'appeal-exists',
    'An appeal against this was filed before; there is one for each.',
  );

/** Appeals against rejections and strikes. */
@Injectable()
export class AppealRepository extends BaseRepository {
  /** @throws DomainError `appeal-exists`. */
  async add(appeal: NewAppeal): Promise<void> {
    await withConstraints({ appeal_once_for_rejection: exists, appeal_once_for_strike: exists }, () =>
      this.insertRows('appeal', [
        {
          id: appeal.id,
          publisher_id: appeal.publisherId,
          app_id: appeal.appId,
          rejection_id: appeal.rejectionId,
          strike_id: appeal.strikeId,
          decision_by: appeal.decisionBy,
          message: appeal.message,
          filed_by: appeal.filedBy,
          filed_at: appeal.filedAt,
        },
      ]),
    );
  }

  /** The id of the open appeal against a strike; null: there is none. */
  async openAgainstStrike(strikeId: string): Promise<string | null> {
    const row = await this.queryOne<{ id: string }>(
      'SELECT p.id FROM appeal p WHERE p.strike_id = $1 AND p.outcome IS NULL',
      [strikeId],
    );
    return row?.id ?? null;
  }

  async find(id: string): Promise<Appeal | null> {
    return this.queryOne<Appeal>(`${SELECT} WHERE p.id = $1`, [id]);
  }

  /** @throws DomainError `appeal-own-decision`. @returns whether it was open until now. */
  async decide(id: string, { outcome, answer, decidedBy, decidedAt }: AppealDecision): Promise<boolean> {
    const own = () =>
      new DomainError('forbidden', 'appeal-own-decision', 'Somebody else decides on what you decided.');
    const row = await withConstraints(
      { appeal_decided_by_another: own, appeal_decided_by_no_rejecter: own },
      () =>
        this.queryOne(
          `UPDATE appeal p SET outcome = $2, answer = $3, decided_by = $4, decided_at = $5
            WHERE p.id = $1 AND p.outcome IS NULL RETURNING p.id`,
          [id, outcome, answer, decidedBy, decidedAt],
        ),
    );
    return row !== null;
  }

  /** Open ones oldest first, decided ones newest first. @throws DomainError `cursor-invalid`. */
  async list(filter: { open: boolean }, page: PageRequest): Promise<Page<Appeal>> {
    const [order, sign] = filter.open ? ['ASC', '>'] : ['DESC', '<'];
    return this.page(`(p.outcome IS NULL) = $1`, filter.open, { order, sign }, page);
  }

  /** Newest first. @throws DomainError `cursor-invalid`. */
  async listOf(publisherId: string, page: PageRequest): Promise<Page<Appeal>> {
    return this.page('p.publisher_id = $1', publisherId, { order: 'DESC', sign: '<' }, page);
  }

  private async page(
    condition: string,
    value: string | boolean,
    { order, sign }: { order: string; sign: string },
    page: PageRequest,
  ): Promise<Page<Appeal>> {
    const after = decodeCursor(page.cursor, ['uuid']);
    const rows = await this.query<Appeal>(
      `${SELECT} WHERE ${condition} AND ($2::uuid IS NULL OR p.id ${sign} $2) ORDER BY p.id ${order} LIMIT $3`,
      [value, after?.[0] ?? null, page.limit + 1],
    );
    return toPage(
      rows,
      page.limit,
      (row) => [row.id],
      (row) => row,
    );
  }
}

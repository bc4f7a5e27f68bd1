import { Injectable } from '@nestjs/common';
import { BaseRepository, decodeCursor, type Page, type PageRequest, toPage } from '@portolan/platform';
import type { RatingText } from '../../domain/rating/rating';

/** A rating as everybody reads it; who wrote it stays inside the store but for their name. Times are RFC 3339. */
export interface RatingView extends RatingText {
  id: string;
  author: string;
  editedAt: string;
  reply: { text: string; at: string } | null;
}

interface Row extends RatingText {
  id: string;
  author: string;
  edited_at: Date;
  reply: string | null;
  replied_at: Date | null;
}

/** A rating as changes find it. */
export interface StoredRating {
  id: string;
  appId: string;
  stars: number;
  reply: string | null;
  hiddenReason: string | null;
  /** Its author took it back while it was hidden. */
  withdrawn: boolean;
}

export interface RatingFilter {
  /** Of the text, without script and region: `de`. */
  language?: string | undefined;
  /** Only those with a text. */
  withText?: boolean | undefined;
}

const COLUMNS = `r.id, r.author, r.stars, r.body AS text, r.locale, r.edited_at, r.reply, r.replied_at`;
const STORED = `r.id, r.app_id AS "appId", r.stars, r.reply, r.hidden_reason AS "hiddenReason",
  r.withdrawn_at IS NOT NULL AS withdrawn`;

/** What people say of apps. */
@Injectable()
export class RatingRepository extends BaseRepository {
  /** The account's rating of the app; another one of theirs is replaced, and stays hidden if it was, taken back or not. */
  async put(rating: RatingText & { id: string; appId: string; accountId: string; author: string; at: Date }) {
    const { id, appId, accountId, author, stars, text, locale, at } = rating;
    await this.query(
      `INSERT INTO app_rating AS r (id, app_id, account_id, author, stars, body, locale, written_at, edited_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)
       ON CONFLICT ON CONSTRAINT app_rating_one_each DO UPDATE
         SET author = excluded.author, stars = excluded.stars, body = excluded.body, locale = excluded.locale,
             edited_at = excluded.edited_at, withdrawn_at = NULL`,
      [id, appId, accountId, author, stars, text, locale, at],
    );
  }

  /** Of a hidden one a blank row stays, so that the next one is hidden, too. @returns what there was. */
  async withdraw(appId: string, accountId: string, at: Date): Promise<StoredRating | null> {
    const own = await this.queryOne<StoredRating>(
      `SELECT ${STORED} FROM app_rating r
        WHERE r.app_id = $1 AND r.account_id = $2 AND r.withdrawn_at IS NULL FOR UPDATE`,
      [appId, accountId],
    );
    if (own === null) return null;
    if (own.hiddenReason === null) await this.delete(own.id);
    else
      await this.query(
        `UPDATE app_rating r SET withdrawn_at = $2, author = '-', body = NULL, reply = NULL, replied_at = NULL
          WHERE r.id = $1`,
        [own.id, at],
      );
    return own;
  }

  async delete(id: string): Promise<void> {
    await this.query('DELETE FROM app_rating r WHERE r.id = $1', [id]);
  }

  async own(appId: string, accountId: string): Promise<(RatingView & { hidden: boolean }) | null> {
    const row = await this.queryOne<Row & { hidden: boolean }>(
      `SELECT ${COLUMNS}, r.hidden_at IS NOT NULL AS hidden FROM app_rating r
        WHERE r.app_id = $1 AND r.account_id = $2 AND r.withdrawn_at IS NULL`,
      [appId, accountId],
    );
    return row === null ? null : { ...view(row), hidden: row.hidden };
  }

  /** Locked until the transaction ends. `appId` null: of any app. */
  lock(id: string, appId: string | null): Promise<StoredRating | null> {
    return this.queryOne<StoredRating>(
      `SELECT ${STORED} FROM app_rating r WHERE r.id = $1 AND ($2::uuid IS NULL OR r.app_id = $2) FOR UPDATE`,
      [id, appId],
    );
  }

  async setReply(id: string, text: string | null, at: Date): Promise<void> {
    await this.query(`UPDATE app_rating r SET reply = $2, replied_at = $3 WHERE r.id = $1`, [
      id,
      text,
      text === null ? null : at,
    ]);
  }

  async setHidden(id: string, reason: string | null, at: Date): Promise<void> {
    await this.query(`UPDATE app_rating r SET hidden_reason = $2, hidden_at = $3 WHERE r.id = $1`, [
      id,
      reason,
      reason === null ? null : at,
    ]);
  }

  /** One that is not hidden. */
  async find(appId: string, id: string): Promise<RatingView | null> {
    const row = await this.queryOne<Row>(
      `SELECT ${COLUMNS} FROM app_rating r WHERE r.id = $2 AND r.app_id = $1 AND r.hidden_at IS NULL`,
      [appId, id],
    );
    return row === null ? null : view(row);
  }

  /** Those that are not hidden, the one written or edited last first. */
  async list(appId: string, filter: RatingFilter, page: PageRequest): Promise<Page<RatingView>> {
    const after = decodeCursor(page.cursor, ['instant', 'uuid']);
    const rows = await this.query<Row>(
      `SELECT ${COLUMNS} FROM app_rating r
        WHERE r.app_id = $1 AND r.hidden_at IS NULL
          AND ($2::text IS NULL OR split_part(r.locale, '-', 1) = $2)
          AND (NOT $3::boolean OR r.body IS NOT NULL)
          AND ($4::timestamptz IS NULL OR (r.edited_at, r.id) < ($4, $5::uuid))
        ORDER BY r.edited_at DESC, r.id DESC LIMIT $6`,
      [
        appId,
        filter.language ?? null,
        filter.withText ?? false,
        after?.[0] ?? null,
        after?.[1] ?? null,
        page.limit + 1,
      ],
    );
    return toPage(rows, page.limit, (row) => [row.edited_at.toISOString(), row.id], view);
  }

  /** Of those that are not hidden; the database keeps it with each change (trigger `app_rating_counted`). */
  async sum(appId: string): Promise<{ count: number; sum: number }> {
    const row = await this.queryOne<{ count: number; sum: number }>(
      `SELECT t.count::float8 AS count, t.stars::float8 AS sum FROM app_rating_total t WHERE t.app_id = $1`,
      [appId],
    );
    return row ?? { count: 0, sum: 0 };
  }
}

function view({
  id,
  author,
  stars,
  text,
  locale,
  edited_at: editedAt,
  reply,
  replied_at: at,
}: Row): RatingView {
  return {
    ...{ id, author, stars, text, locale, editedAt: editedAt.toISOString() },
    reply: reply === null || at === null ? null : { text: reply, at: at.toISOString() },
  };
}

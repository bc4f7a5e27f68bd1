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
import type { AgreementDates } from '../../domain/agreements/agreement';

export interface StoredVersion extends AgreementDates {
  requirementId: string;
}

export interface AgreementText {
  locale: string;
  body: string;
  /** SHA-256 of the body in UTF-8, lower-case hexadecimal. */
  sha256: string;
}

/** A version without its texts. */
export interface VersionRow extends AgreementDates {
  texts: Omit<AgreementText, 'body'>[];
}

export interface Acceptance {
  publisherId: string;
  version: number;
  locale: string;
  sha256: string;
  acceptedBy: string;
  acceptedAt: Date;
}

export interface Announcement {
  publisherId: string;
  /** Its name. */
  publisher: string;
  version: number;
}

const DATES = `v.version, v.effective_at AS "effectiveAt", v.enforced_at AS "enforcedAt"`;
const TEXTS = `(SELECT json_agg(json_build_object('locale', t.locale, 'sha256', t.sha256) ORDER BY t.locale)
  FROM agreement_text t WHERE t.version = v.version) AS texts`;
const ACCEPTANCE = `a.publisher_id AS "publisherId", a.version, a.locale, a.sha256, a.accepted_by AS "acceptedBy",
  a.accepted_at AS "acceptedAt"`;

/** Versions of the distribution agreement and who accepted them. Rows are added and never changed. */
@Injectable()
export class Agreements extends BaseRepository {
  constructor(host: TransactionHost) {
    super(host);
  }

  /** In their order. */
  versions(): Promise<StoredVersion[]> {
    return this.query<StoredVersion>(
      `SELECT ${DATES}, v.requirement_id AS "requirementId" FROM agreement_version v ORDER BY v.version`,
    );
  }

  /** @throws DomainError `agreement-published-meanwhile` (409). */
  async add(
    { version, effectiveAt, enforcedAt, requirementId }: StoredVersion,
    texts: readonly AgreementText[],
    by: { publishedBy: string; publishedAt: Date },
  ): Promise<void> {
    const detail = 'Somebody else published a version at the same time.';
    await withConstraints(
      {
        agreement_version_pkey: () => new DomainError('conflict', 'agreement-published-meanwhile', detail),
      },
      () =>
        this.query(
          `INSERT INTO agreement_version (version, effective_at, enforced_at, requirement_id, published_by, published_at)
           VALUES ($1, $2, $3, $4, $5, $6)`,
          [version, effectiveAt, enforcedAt, requirementId, by.publishedBy, by.publishedAt],
        ),
    );
    await this.insertRows(
      'agreement_text',
      texts.map((text) => ({ version, ...text })),
    );
  }

  text(version: number, locale: string): Promise<AgreementText | null> {
    return this.queryOne<AgreementText>(
      `SELECT t.locale, t.body, t.sha256 FROM agreement_text t WHERE t.version = $1 AND t.locale = $2`,
      [version, locale],
    );
  }

  /** Newest first. */
  async listVersions(page: PageRequest): Promise<Page<VersionRow>> {
    const after = decodeCursor(page.cursor, ['number']);
    const rows = await this.query<VersionRow>(
      `SELECT ${DATES}, ${TEXTS} FROM agreement_version v
        WHERE $1::bigint IS NULL OR v.version < $1 ORDER BY v.version DESC LIMIT $2`,
      [after?.[0] ?? null, page.limit + 1],
    );
    return toPage(
      rows,
      page.limit,
      (row) => [row.version],
      (row) => row,
    );
  }

  acceptance(publisherId: string, version: number): Promise<Acceptance | null> {
    return this.queryOne<Acceptance>(
      `SELECT ${ACCEPTANCE} FROM agreement_acceptance a WHERE a.publisher_id = $1 AND a.version = $2`,
      [publisherId, version],
    );
  }

  /** Of the publisher, by version. */
  async acceptancesOf(publisherId: string, versions: readonly number[]): Promise<Map<number, Acceptance>> {
    const rows = await this.query<Acceptance>(
      `SELECT ${ACCEPTANCE} FROM agreement_acceptance a WHERE a.publisher_id = $1 AND a.version = ANY ($2)`,
      [publisherId, [...versions]],
    );
    return new Map(rows.map((row) => [row.version, row]));
  }

  /** One acceptance of a publisher at a time: its row stays locked. */
  async lockPublisher(publisherId: string): Promise<void> {
    await this.query('SELECT p.id FROM publisher p WHERE p.id = $1 FOR NO KEY UPDATE', [publisherId]);
  }

  async accept(acceptance: Acceptance, credentialId: string): Promise<void> {
    const { publisherId, version, locale, sha256, acceptedBy, acceptedAt } = acceptance;
    await this.query(
      `INSERT INTO agreement_acceptance (publisher_id, version, locale, sha256, credential_id, accepted_by, accepted_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [publisherId, version, locale, sha256, credentialId, acceptedBy, acceptedAt],
    );
  }

  /**
   * Notes that versions are announced to publishers that have accepted an older one and none as new, where it was not noted before.
   * @param about.from the first version that may be accepted
   * @returns what was not noted before, at most `limit`.
   */
  announce(about: { from: number; at: Date; limit: number }): Promise<Announcement[]> {
    return this.query<Announcement>(
      `WITH noted AS (
         INSERT INTO agreement_announcement AS n (publisher_id, version, announced_at)
         SELECT a.publisher_id, v.version, $2
           FROM (SELECT x.publisher_id, max(x.version) AS newest FROM agreement_acceptance x GROUP BY x.publisher_id) a
           JOIN agreement_version v ON v.version > a.newest AND v.version >= $1
          WHERE NOT EXISTS (SELECT FROM agreement_announcement o WHERE o.publisher_id = a.publisher_id AND o.version = v.version)
          ORDER BY a.publisher_id, v.version LIMIT $3
         ON CONFLICT DO NOTHING RETURNING n.publisher_id, n.version)
       SELECT noted.publisher_id AS "publisherId", p.name AS publisher, noted.version
         FROM noted JOIN publisher p ON p.id = noted.publisher_id ORDER BY noted.publisher_id, noted.version`,
      [about.from, about.at, about.limit],
    );
  }

  /** Of a version, by publisher. */
  async listAcceptances(version: number, page: PageRequest): Promise<Page<Acceptance>> {
    const after = decodeCursor(page.cursor, ['uuid']);
    const rows = await this.query<Acceptance>(
      `SELECT ${ACCEPTANCE} FROM agreement_acceptance a
        WHERE a.version = $1 AND ($2::uuid IS NULL OR a.publisher_id > $2) ORDER BY a.publisher_id LIMIT $3`,
      [version, after?.[0] ?? null, page.limit + 1],
    );
    return toPage(
      rows,
      page.limit,
      (row) => [row.publisherId],
      (row) => row,
    );
  }
}

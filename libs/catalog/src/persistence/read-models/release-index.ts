import { Injectable } from '@nestjs/common';
import { BaseRepository, decodeCursor, type Page, type PageRequest, toPage } from '@portolan/platform';
import type { CountryTargeting } from '../../domain/delivery/country-targeting';
import type { ExpansionType } from '../../domain/edit/expansion-files';
import type { ReleaseStatus } from '../../domain/release/release-status';
import type { Finding } from '../../domain/release/review-policy';
import type { RejectionPolicy } from '../../domain/review/policies';

/** A release as its publisher reads it; who reviewed it stays inside the store. Times are RFC 3339. */
export interface ReleaseView {
  id: string;
  appId: string;
  /** `production`, `open`, `internal` or the name of a closed track. */
  track: string;
  name: string | null;
  status: ReleaseStatus;
  /** Percent of the track's people, 0.1 to 100. */
  sharePercent: number;
  /** Null: every market that the app is offered in. */
  targeting: CountryTargeting | null;
  updatePriority: number;
  /** Approved, it waits for its publisher's word. */
  managed: boolean;
  /** For `If-Match`. */
  version: number;
  /** The one of `artifacts` with the highest version code. */
  artifact: ReleaseArtifact;
  /** The highest version code first. */
  artifacts: ReleaseArtifact[];
  notes: Record<string, string>;
  findings: Finding[];
  /** The store's answer; null before it and while it is open. */
  decision: { policies: RejectionPolicy[]; message: string | null; at: string } | null;
  createdAt: string;
  submittedAt: string | null;
  liveAt: string | null;
}

/** A package of a release. */
export interface ReleaseArtifact {
  id: string;
  versionCode: number;
  versionName: string | null;
  sha256: string;
  sizeBytes: number;
  /** What lies beside it on devices, `main` first. */
  expansionFiles: ReleaseExpansion[];
}

export interface ReleaseExpansion {
  type: ExpansionType;
  /** Of the package that the file is named after. */
  versionCode: number;
  sha256: string;
  sizeBytes: number;
}

/** A row of `RELEASE_COLUMNS`. */
export interface ReleaseRow {
  id: string;
  app_id: string;
  status: ReleaseStatus;
  track: string;
  name: string | null;
  share: number;
  targeting: CountryTargeting | null;
  update_priority: number;
  managed: boolean;
  version: number;
  artifacts: ReleaseArtifact[];
  notes: Record<string, string>;
  findings: Finding[];
  decision_policies: RejectionPolicy[] | null;
  decision_message: string | null;
  decided_at: Date | null;
  created_at: Date;
  submitted_at: Date | null;
  live_at: Date | null;
}

/** Of an artifact `f`. */
const EXPANSIONS = `COALESCE((SELECT jsonb_agg(jsonb_build_object('type', e.type, 'versionCode', o.version_code, 'sha256', e.sha256,
                                         'sizeBytes', e.size_bytes) ORDER BY e.type)
  FROM artifact_expansion p JOIN expansion_file e ON e.id = p.file_id JOIN artifact o ON o.id = e.artifact_id
 WHERE p.artifact_id = f.id), '[]')`;

/** Of a release `r`. Version codes stay below 2^53, which is checked on upload: JSON numbers hold them. */
export const RELEASE_COLUMNS = `r.id, r.app_id, r.status, r.track, r.name, r.share, r.targeting, r.update_priority, r.managed, r.version,
  (SELECT jsonb_agg(jsonb_build_object('id', f.id, 'versionCode', f.version_code, 'versionName', f.version_name,
                                       'sha256', f.sha256, 'sizeBytes', f.size_bytes, 'expansionFiles', ${EXPANSIONS}) ORDER BY f.version_code DESC)
     FROM release_artifact x JOIN artifact f ON f.id = x.artifact_id WHERE x.release_id = r.id) AS artifacts,
  r.notes, r.findings, r.decision_policies, r.decision_message, r.decided_at, r.created_at, r.submitted_at, r.live_at`;

/** Releases for people to read. */
@Injectable()
export class ReleaseIndex extends BaseRepository {
  async find(id: string): Promise<ReleaseView | null> {
    const row = await this.queryOne<ReleaseRow>(`SELECT ${RELEASE_COLUMNS} FROM release r WHERE r.id = $1`, [
      id,
    ]);
    return row === null ? null : viewRelease(row);
  }

  /** Newest first. */
  async list(appId: string, page: PageRequest, track?: string): Promise<Page<ReleaseView>> {
    const before = decodeCursor(page.cursor, ['uuid']);
    const rows = await this.query<ReleaseRow>(
      `SELECT ${RELEASE_COLUMNS} FROM release r
        WHERE r.app_id = $1 AND ($2::uuid IS NULL OR r.id < $2) AND ($4::text IS NULL OR r.track = $4)
        ORDER BY r.id DESC LIMIT $3`,
      [appId, before?.[0] ?? null, page.limit + 1, track ?? null],
    );
    return toPage(rows, page.limit, (row) => [row.id], viewRelease);
  }

  /** What people of any track can have: live, staged, and halted ones that are newer than the live one of their track. */
  async out(appId: string): Promise<ReleaseView[]> {
    const rows = await this.query<ReleaseRow>(
      `SELECT ${RELEASE_COLUMNS} FROM release r JOIN artifact m ON m.id = r.artifact_id
        WHERE r.app_id = $1
          AND (r.status IN ('live', 'staged')
               OR r.status = 'halted' AND m.version_code > COALESCE(
                    (SELECT g.version_code FROM release l JOIN artifact g ON g.id = l.artifact_id
                      WHERE l.app_id = r.app_id AND l.track = r.track AND l.status = 'live'), -1))
        ORDER BY m.version_code DESC, r.id DESC LIMIT 200`,
      [appId],
    );
    return rows.map(viewRelease);
  }

  /** What is on its way out: drafts, under review, approved; newest first. */
  async waiting(appId: string): Promise<ReleaseView[]> {
    const rows = await this.query<ReleaseRow>(
      `SELECT ${RELEASE_COLUMNS} FROM release r
        WHERE r.app_id = $1 AND r.status IN ('draft', 'submitted', 'in-review', 'approved') ORDER BY r.id DESC LIMIT 200`,
      [appId],
    );
    return rows.map(viewRelease);
  }
}

export function viewRelease(row: ReleaseRow): ReleaseView {
  return {
    id: row.id,
    appId: row.app_id,
    track: row.track,
    name: row.name,
    status: row.status,
    sharePercent: row.share / 10,
    targeting: row.targeting,
    updatePriority: row.update_priority,
    managed: row.managed,
    version: row.version,
    artifact: mainOf(row),
    artifacts: row.artifacts,
    notes: row.notes,
    findings: row.findings,
    decision:
      row.decided_at === null
        ? null
        : {
            policies: row.decision_policies ?? [],
            message: row.decision_message,
            at: row.decided_at.toISOString(),
          },
    createdAt: row.created_at.toISOString(),
    submittedAt: row.submitted_at?.toISOString() ?? null,
    liveAt: row.live_at?.toISOString() ?? null,
  };
}

function mainOf({ id, artifacts: [main] }: ReleaseRow): ReleaseArtifact {
  if (main === undefined) throw new Error(`Release ${id} has no package.`);
  return main;
}

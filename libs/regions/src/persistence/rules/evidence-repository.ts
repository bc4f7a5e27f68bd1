import { Injectable } from '@nestjs/common';
import { BaseRepository, TransactionHost } from '@portolan/platform';

/** What papers may come as, told from their content. */
export const EVIDENCE_TYPES = ['application/pdf', 'image/png', 'image/jpeg'] as const;
export type EvidenceType = (typeof EVIDENCE_TYPES)[number];

/** A paper that proves a credential. */
export interface Evidence {
  readonly id: string;
  readonly credentialId: string;
  /** As whoever sent it called it. */
  readonly name: string;
  readonly mediaType: EvidenceType;
  /** Lower-case hex. */
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly uploadedBy: string;
  readonly uploadedAt: Date;
}

export interface StoredEvidence extends Evidence {
  readonly fileKey: string;
}

type Row = Omit<StoredEvidence, 'sizeBytes'> & { sizeBytes: string };

const COLUMNS = `e.id, e.credential_id AS "credentialId", e.name, e.media_type AS "mediaType", e.sha256,
  e.size_bytes AS "sizeBytes", e.file_key AS "fileKey", e.uploaded_by AS "uploadedBy", e.uploaded_at AS "uploadedAt"`;

@Injectable()
export class EvidenceRepository extends BaseRepository {
  constructor(host: TransactionHost) {
    super(host);
  }

  /** Nobody else adds to this credential's papers until the transaction ends. */
  async lock(credentialId: string): Promise<void> {
    await this.query('SELECT pg_advisory_xact_lock(hashtextextended($1::text, 1))', [credentialId]);
  }

  async insert(evidence: StoredEvidence): Promise<void> {
    await this.query(
      `INSERT INTO credential_evidence (id, credential_id, name, media_type, sha256, size_bytes, file_key, uploaded_by, uploaded_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        evidence.id,
        evidence.credentialId,
        evidence.name,
        evidence.mediaType,
        evidence.sha256,
        evidence.sizeBytes,
        evidence.fileKey,
        evidence.uploadedBy,
        evidence.uploadedAt,
      ],
    );
  }

  /** Oldest first. */
  async of(credentialId: string): Promise<StoredEvidence[]> {
    const rows = await this.query<Row>(
      `SELECT ${COLUMNS} FROM credential_evidence e WHERE e.credential_id = $1 ORDER BY e.id`,
      [credentialId],
    );
    return rows.map((row) => ({ ...row, sizeBytes: Number(row.sizeBytes) }));
  }
}

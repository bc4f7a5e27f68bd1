import { Injectable } from '@nestjs/common';
import { BaseRepository } from '@portolan/platform';

export const SYMBOL_TYPES = ['proguard', 'nativeCode'] as const;
export type SymbolType = (typeof SYMBOL_TYPES)[number];

export interface Symbols {
  artifactId: string;
  type: SymbolType;
  sha256: string;
  sizeBytes: number;
  fileKey: string;
  uploadedAt: Date;
}

/** Symbol files of packages; one of a type, the last one uploaded. */
@Injectable()
export class SymbolsRepository extends BaseRepository {
  async put({ artifactId, type, sha256, sizeBytes, fileKey, uploadedAt }: Symbols): Promise<void> {
    await this.query(
      `INSERT INTO artifact_symbols (artifact_id, type, sha256, size_bytes, file_key, uploaded_at)
       VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT ON CONSTRAINT artifact_symbols_pk
       DO UPDATE SET sha256 = $3, size_bytes = $4, file_key = $5, uploaded_at = $6`,
      [artifactId, type, sha256, sizeBytes, fileKey, uploadedAt],
    );
  }
}

import { Injectable } from '@nestjs/common';
import { BaseRepository, Clock, TransactionHost } from '@portolan/platform';

/** How far an import of one file for one publisher has come. */
export interface ImportRun {
  /** Entries that are done with; the next run of the same file goes on behind them. */
  entriesDone: number;
}

/** Remembers imports, so that one that was interrupted goes on where it stopped. */
@Injectable()
export class ImportRuns extends BaseRepository {
  constructor(
    host: TransactionHost,
    private readonly clock: Clock,
  ) {
    super(host);
  }

  /** Begins, or finds the run that was interrupted. A finished one begins anew: it looks at every entry again. */
  async begin(fileSha256: string, publisherId: string): Promise<ImportRun> {
    const row = await this.queryOne<{ entries_done: number }>(
      `INSERT INTO catalogue_import (file_sha256, publisher_id, entries_done, started_at) VALUES ($1, $2, 0, $3)
       ON CONFLICT ON CONSTRAINT catalogue_import_pk DO UPDATE
         SET entries_done = CASE WHEN catalogue_import.finished_at IS NULL THEN catalogue_import.entries_done ELSE 0 END,
             started_at = CASE WHEN catalogue_import.finished_at IS NULL THEN catalogue_import.started_at ELSE $3 END,
             finished_at = NULL
       RETURNING entries_done`,
      [fileSha256, publisherId, this.clock.now()],
    );
    return { entriesDone: row?.entries_done ?? 0 };
  }

  /** In the transaction that does the entries. */
  async advance(fileSha256: string, publisherId: string, entriesDone: number): Promise<void> {
    await this.query(
      'UPDATE catalogue_import AS i SET entries_done = $3 WHERE i.file_sha256 = $1 AND i.publisher_id = $2',
      [fileSha256, publisherId, entriesDone],
    );
  }

  async finish(fileSha256: string, publisherId: string): Promise<void> {
    await this.query(
      'UPDATE catalogue_import AS i SET finished_at = $3 WHERE i.file_sha256 = $1 AND i.publisher_id = $2',
      [fileSha256, publisherId, this.clock.now()],
    );
  }
}

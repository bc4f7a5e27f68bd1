import { BaseRepository, type SqlValue } from '@portolan/platform';

/** What is said of markets and groups in versions that are never overwritten. */
export abstract class VersionedPlaces extends BaseRepository {
  /** Of what is known, the rows that a condition picks are known no longer. `$1...` are its parameters. */
  protected async forget(
    table: string,
    where: string,
    parameters: readonly SqlValue[],
    recordedAt: Date,
  ): Promise<void> {
    const now = `$${parameters.length + 1}`;
    const picked = `WHERE ${where} AND recorded_until IS NULL`;
    // What an earlier edit of the same change wrote was never known to anybody, and leaves no version.
    await this.query(`DELETE FROM ${table} ${picked} AND recorded_from = ${now}`, [
      ...parameters,
      recordedAt,
    ]);
    await this.query(`UPDATE ${table} SET recorded_until = ${now} ${picked}`, [...parameters, recordedAt]);
  }
}

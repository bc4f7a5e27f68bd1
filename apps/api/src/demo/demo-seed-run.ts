import { Injectable } from '@nestjs/common';
import { BaseRepository, Clock, TransactionHost } from '@portolan/platform';

/** Remembers that the demo store was loaded; a run that was cut short stays visible as started and not finished. */
@Injectable()
export class DemoSeedRun extends BaseRepository {
  constructor(
    host: TransactionHost,
    private readonly clock: Clock,
  ) {
    super(host);
  }

  async start(): Promise<void> {
    await this.query(`INSERT INTO seed_run (name, started_at) VALUES ('demo', $1)`, [this.clock.now()]);
  }

  async finish(): Promise<void> {
    await this.query(`UPDATE seed_run SET finished_at = $1 WHERE name = 'demo'`, [this.clock.now()]);
  }
}

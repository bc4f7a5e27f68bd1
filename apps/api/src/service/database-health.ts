import { Injectable } from '@nestjs/common';
import { BaseRepository } from '@portolan/platform';

/** Whether the database answers within two seconds. */
@Injectable()
export class DatabaseHealth extends BaseRepository {
  async answers(): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<false>((resolve) => {
      timer = setTimeout(() => resolve(false), 2_000);
    });
    const ask = this.query('SELECT 1').then(
      () => true,
      () => false,
    );
    const answered = await Promise.race([ask, timeout]);
    clearTimeout(timer);
    return answered;
  }
}

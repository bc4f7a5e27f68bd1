import { HandlesJob, type JobHandler, Scheduled, Transactional } from '@portolan/platform';
import { TakedownEnds } from './takedown-ends';

/** Tells publishers of takedowns that were lifted, or are in force again, within five minutes. */
@HandlesJob('catalog:note-lifted-takedowns')
@Scheduled('*/5 * * * *')
export class NoteLiftedTakedowns implements JobHandler {
  constructor(private readonly ends: TakedownEnds) {}

  @Transactional()
  async handle(): Promise<void> {
    await this.ends.note(null);
  }
}

import { HandlesJob, type JobHandler } from '@portolan/platform';
import { ProcessEvent } from './process-event';

/** Acts on one event of the inbox; payload `{ eventId }`. */
export const PROCESS_EVENT = 'payments:process-event';

@HandlesJob(PROCESS_EVENT)
export class ProcessEventJob implements JobHandler {
  constructor(private readonly processEvent: ProcessEvent) {}

  async handle(payload: unknown): Promise<void> {
    await this.processEvent.execute(payload as { eventId: string });
  }
}

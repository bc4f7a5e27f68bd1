import { Injectable } from '@nestjs/common';
import { Clock, Ids, JobQueue, Transactional } from '@portolan/platform';
import { InboxRepository } from '../../persistence/inbox-repository';
import type { ProviderEvent } from '../ports/payment-gateway';
import { PROCESS_EVENT } from './process-event-job';

/** The event and the job that acts on it, in one transaction and once, however often the event is delivered. */
@Injectable()
export class StoreEvent {
  constructor(
    private readonly inbox: InboxRepository,
    private readonly jobs: JobQueue,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  @Transactional()
  async execute({ source, event }: { source: 'stripe'; event: ProviderEvent }): Promise<void> {
    const eventId = this.ids.next();
    const { id: externalId, ...rest } = event;
    const receivedAt = this.clock.now();
    const isNew = await this.inbox.store({ ...rest, id: eventId, source, externalId, receivedAt });
    if (isNew) await this.jobs.add(PROCESS_EVENT, { eventId });
  }
}

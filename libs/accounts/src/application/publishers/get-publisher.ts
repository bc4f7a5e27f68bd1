import { Injectable } from '@nestjs/common';
import { notFound } from '@portolan/platform';
import { Publishers, type PublisherView } from '../../persistence/publishers';

/** Reads one publisher. Who may see it is the caller's question. */
@Injectable()
export class GetPublisher {
  constructor(private readonly publishers: Publishers) {}

  /** @throws DomainError `publisher-not-found` (404). */
  async execute({ publisherId }: { publisherId: string }): Promise<PublisherView> {
    const publisher = await this.publishers.view(publisherId);
    if (publisher === null) throw notFound('publisher', publisherId);
    return publisher;
  }
}

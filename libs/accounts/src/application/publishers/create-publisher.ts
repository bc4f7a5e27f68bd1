import { Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog, Clock, Ids, Transactional } from '@portolan/platform';
import { nameKey, parseDisplayName } from '../../domain/display-name';
import { normaliseEmail } from '../../domain/email-address';
import { Members } from '../../persistence/members';
import { Publishers, type PublisherView } from '../../persistence/publishers';

export interface CreatePublisherCommand {
  actor: AccountActor;
  /** 1..100 characters, unique among the publishers that this person founded. */
  name: string;
  /** ISO 3166-1 alpha-2. */
  country: string;
  contactEmail: string;
}

/** Founds a publisher; the founder becomes its owner. */
@Injectable()
export class CreatePublisher {
  constructor(
    private readonly publishers: Publishers,
    private readonly members: Members,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** @throws DomainError `display-name-invalid`, `email-invalid` (422), `publisher-name-taken` (409). */
  @Transactional()
  async execute({ actor, ...command }: CreatePublisherCommand): Promise<PublisherView> {
    const id = this.ids.next();
    const now = this.clock.now();
    const name = parseDisplayName(command.name);
    const contactEmail = normaliseEmail(command.contactEmail);
    const { country } = command;
    const founderId = actor.accountId;
    await this.publishers.add({
      id,
      name,
      nameKey: nameKey(name),
      country,
      contactEmail,
      founderId,
      ownerCount: 1,
      createdAt: now,
    });
    await this.members.add({
      publisherId: id,
      accountId: founderId,
      roles: ['owner'],
      permissions: [],
      appGrants: {},
      addedAt: now,
    });
    await this.audit.record({
      actor,
      action: 'publisher.create',
      subject: { type: 'publisher', id },
      after: { name, country, contactEmail },
    });
    return { id, name, country, contactEmail, createdAt: now.toISOString() };
  }
}

import { Injectable } from '@nestjs/common';
import type { PublisherAccess } from '../../domain/permissions';
import { Members } from '../../persistence/members';

/** What a person may do in publishers. Asked of the database each time: a removed member is out at once. */
@Injectable()
export class PublisherMembership {
  constructor(private readonly members: Members) {}

  /** Null for those who do not belong to it. */
  async accessOf(accountId: string, publisherId: string): Promise<PublisherAccess | null> {
    return (await this.accessOfMany(accountId, [publisherId])).get(publisherId) ?? null;
  }

  /** By publisher id; publishers that the person does not belong to are left out. */
  accessOfMany(accountId: string, publisherIds: readonly string[]): Promise<Map<string, PublisherAccess>> {
    return this.members.accessIn(accountId, publisherIds);
  }
}

import { Injectable } from '@nestjs/common';
import type { PublisherRole } from '../../domain/roles';
import { Members } from '../../persistence/members';

/** Which roles a person has in publishers. Asked of the database each time: a removed member is out at once. */
@Injectable()
export class PublisherMembership {
  constructor(private readonly members: Members) {}

  /** Empty for those who do not belong to it. */
  async rolesOf(accountId: string, publisherId: string): Promise<PublisherRole[]> {
    return (await this.rolesOfMany(accountId, [publisherId])).get(publisherId) ?? [];
  }

  /** By publisher id; publishers that the person does not belong to are left out. */
  rolesOfMany(accountId: string, publisherIds: readonly string[]): Promise<Map<string, PublisherRole[]>> {
    return this.members.rolesIn(accountId, publisherIds);
  }
}

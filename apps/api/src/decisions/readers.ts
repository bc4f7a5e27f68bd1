import { Injectable } from '@nestjs/common';
import { accessAllows, PublisherMembership, rolesWith } from '@portolan/accounts';
import type { AccountActor, Actor } from '@portolan/platform';
import { FindItemPublishers, type Visibility } from '@portolan/regions';

const MAY_READ = { roles: rolesWith('apps:read'), permission: 'apps:read' } as const;

/** How much of the reasons somebody may read, item by item. */
@Injectable()
export class Readers {
  constructor(
    private readonly membership: PublisherMembership,
    private readonly publishers: FindItemPublishers,
  ) {}

  /** Consumers read what is public, members what concerns their publisher's items, staff all but what is kept for the role legal. */
  async of(actor: Actor, itemIds: readonly string[]): Promise<Map<string, Visibility>> {
    if (actor.kind === 'account' && actor.staffRoles.length > 0) {
      const reader = staffReader(actor);
      return new Map(itemIds.map((id) => [id, reader]));
    }
    if (actor.kind !== 'account' || itemIds.length === 0) return new Map();
    const owners = await this.publishers.execute({ itemIds });
    const publisherIds = new Set([...owners.values()].map(({ publisherId }) => publisherId));
    const access = await this.membership.accessOfMany(actor.accountId, [...publisherIds]);
    const own = [...owners].filter(([, { publisherId, itemId }]) => {
      const held = access.get(publisherId);
      return held !== undefined && accessAllows(held, { ...MAY_READ, app: itemId });
    });
    return new Map(own.map(([id]) => [id, 'publisher']));
  }
}

/** What somebody of the staff may read of any item. */
export function staffReader({ staffRoles }: AccountActor): Visibility {
  return staffRoles.includes('legal') ? 'legal' : 'staff';
}

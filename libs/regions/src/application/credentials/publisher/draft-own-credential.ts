import { Injectable } from '@nestjs/common';
import { type AccountActor, DomainError, Transactional } from '@portolan/platform';
import { ItemRepository } from '../../../persistence/item-repository';
import { RegionEpoch } from '../../../persistence/region-epoch';
import {
  CredentialRepository,
  type RecordedCredential,
} from '../../../persistence/rules/credential-repository';
import type { Recorded } from '../../../persistence/rules/rule-repository';
import type { RecordCredentialCommand } from '../record-credential-command';
import { WriteCredential } from '../write-credential';

export interface DraftOwnCredentialCommand extends Pick<
  RecordCredentialCommand,
  'type' | 'issuer' | 'number' | 'items' | 'markets' | 'standards' | 'valid' | 'supersedes'
> {
  publisherId: string;
  actor: AccountActor;
}

const UNCHECKED_PER_PUBLISHER = 200;

/**
 * A publisher writes down a paper of its own, as a draft: it names own items or none, and speaks for the publisher's items alone.
 * It satisfies nothing, and raises the epoch all the same: a reason names the nearest miss, and what is answered under one epoch
 * must stay what it was (`CERT.MISSING` becomes `CERT.UNVERIFIED`).
 * @throws DomainError `item-not-found` (not theirs), `too-many-credentials` (conflict), and what `RecordCredential` throws of scopes.
 */
@Injectable()
export class DraftOwnCredential {
  constructor(
    private readonly epoch: RegionEpoch,
    private readonly items: ItemRepository,
    private readonly credentials: CredentialRepository,
    private readonly write: WriteCredential,
  ) {}

  @Transactional()
  async execute({
    publisherId,
    actor,
    ...paper
  }: DraftOwnCredentialCommand): Promise<Recorded<RecordedCredential>> {
    const change = { actor, kind: 'credential.draft', ids: [publisherId] };
    return this.epoch.change(change, async (recordedAt) => {
      if ((await this.credentials.uncheckedOf(publisherId)) >= UNCHECKED_PER_PUBLISHER) {
        const detail = `A publisher has at most ${UNCHECKED_PER_PUBLISHER} credentials that are not checked.`;
        throw new DomainError('conflict', 'too-many-credentials', detail);
      }
      await this.refuseForeign(paper.items.itemIds ?? [], publisherId);
      const holder = { kind: 'publisher' as const, publisherId };
      return this.write.execute({ ...paper, holder, status: 'draft', actor }, recordedAt);
    });
  }

  private async refuseForeign(itemIds: readonly string[], publisherId: string): Promise<void> {
    const owners = await this.items.ownersOf(itemIds);
    const foreign = itemIds.findIndex((id) => owners.get(id)?.publisherId !== publisherId);
    if (foreign < 0) return;
    const detail = `The publisher has no item ${itemIds[foreign]}.`;
    const errors = [{ pointer: `/items/itemIds/${foreign}`, code: 'item-not-found', detail }];
    throw new DomainError('invalid', 'item-not-found', detail, { errors });
  }
}

import { Injectable } from '@nestjs/common';
import { type Actor, notFound, Transactional } from '@portolan/platform';
import type { Retention } from '../../domain';
import { ItemRepository } from '../../persistence/item-repository';
import type { IssuedProhibition } from '../../persistence/rules/prohibition-repository';
import type { Recorded } from '../../persistence/rules/rule-repository';
import type { ItemScopeInput } from '../shared/rule-input';
import { IssueProhibition } from './issue-prohibition';

/** What is switched off. */
export type KillSwitchTarget = { itemId: string } | { category: string } | { publisherId: string };

export interface PullKillSwitchCommand {
  target: KillSwitchTarget;
  /** `DE`, `WORLD - US`. Markets that are added later are covered: what is dangerous stays off. */
  markets: string;
  retention: Retention;
  reason: string;
  actor: Actor;
}

/**
 * Stops listing and selling at once, in one call; when this returns, no purchase commits any more. Lifted like every
 * prohibition, by `LiftProhibition`.
 * @throws DomainError `item-not-found`, and what `IssueProhibition` throws.
 */
@Injectable()
export class PullKillSwitch {
  constructor(
    private readonly issue: IssueProhibition,
    private readonly items: ItemRepository,
  ) {}

  @Transactional()
  async execute({ target, markets, ...rest }: PullKillSwitchCommand): Promise<Recorded<IssuedProhibition>> {
    if ('itemId' in target && (await this.items.find(target.itemId)) === null)
      throw notFound('item', target.itemId);
    return this.issue.execute({
      ...rest,
      type: 'kill-switch',
      items: scopeOf(target),
      markets: { expression: markets, coversFutureMarkets: true },
    });
  }
}

function scopeOf(target: KillSwitchTarget): ItemScopeInput {
  if ('itemId' in target) return { itemIds: [target.itemId] };
  if ('publisherId' in target) return { publisherIds: [target.publisherId] };
  return { categories: [target.category] };
}

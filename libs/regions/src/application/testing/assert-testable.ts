import { Injectable } from '@nestjs/common';
import { Clock, notFound } from '@portolan/platform';
import { decide } from '../../domain';
import { ItemRepository } from '../../persistence/item-repository';
import { linkItems } from '../../persistence/link-items';
import { assertAllowed } from '../decisions/assert-allowed';
import { CurrentRules } from '../decisions/current-rules';

/**
 * Lets pass what somebody may be given to test before it is published. Publishing, launch, price and offer are not asked: nothing is
 * sold. The market has to be open or suspended, what takes an app away from its owners takes it away from testers, and whatever
 * prohibits acquiring it prohibits this.
 * @throws DomainError `item-not-found`, `unavailable-for-legal-reasons`, `market-unavailable`, `unknown-market`.
 */
@Injectable()
export class AssertTestable {
  constructor(
    private readonly rules: CurrentRules,
    private readonly items: ItemRepository,
    private readonly clock: Clock,
  ) {}

  async execute({ itemId, market }: { itemId: string; market: string }): Promise<void> {
    const { snapshot } = await this.rules.get();
    const known = linkItems(await this.items.findWithParents([itemId])).get(itemId);
    if (known === undefined) throw notFound('item');
    const item = { ...known, facts: { ...known.facts, published: true, launch: null } };
    const about = { item, market, at: this.clock.now().getTime() };
    const entitlement = { status: 'active' as const };
    assertAllowed(decide(snapshot, { ...about, action: 'redownload', entitlement }), 'public');
    const fresh = decide(snapshot, { ...about, action: 'acquire' });
    if (fresh.reasons.some(({ layer }) => layer === 'prohibition')) assertAllowed(fresh, 'public');
  }
}

import { Injectable } from '@nestjs/common';
import { type Actor, AuditLog, Clock, Ids, notFound, Transactional } from '@portolan/platform';
import { SetItemFacts } from '@portolan/regions';
import { changeInstant } from '../../domain/prices/price-change';
import { PriceRepository } from '../../persistence/price-repository';
import { amountsOf, factsOf } from './set-prices';
import { RequireItem } from './require-item';

/** Ends the price of an item in one market, from now on. */
@Injectable()
export class RemovePrice {
  constructor(
    private readonly requireItem: RequireItem,
    private readonly prices: PriceRepository,
    private readonly facts: SetItemFacts,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** @throws DomainError `price-not-found` when there is none there now, `item-not-found` (`app-`, `device-`). */
  @Transactional()
  async execute(command: {
    itemId: string;
    /** What the id must be of; any if left out. */
    kind?: 'app' | 'device' | undefined;
    market: string;
    actor: Actor;
  }): Promise<void> {
    const { itemId, market, actor } = command;
    await this.requireItem.execute(command);
    const now = changeInstant(await this.prices.lock(itemId), this.clock.now());
    const before = await this.prices.inForce(itemId, now);
    const old = before.get(market);
    if (old === undefined) throw notFound('price');
    const end = { id: this.ids.next(), market, validFrom: now, money: null, taxInclusive: old.taxInclusive };
    await this.prices.add(itemId, [end]);
    await this.facts.execute({ itemId, prices: factsOf(await this.prices.inForce(itemId, now)) });
    await this.audit.record({
      actor,
      action: 'prices.remove',
      subject: { type: 'item', id: itemId },
      before: amountsOf(before, [market]),
      after: { [market]: null },
    });
  }
}

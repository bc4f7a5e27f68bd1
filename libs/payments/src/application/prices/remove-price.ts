import { Injectable } from '@nestjs/common';
import { type Actor, AuditLog, Clock, Ids, notFound, Transactional } from '@portolan/platform';
import { SetItemFacts } from '@portolan/regions';
import { changeInstant } from '../../domain/prices/price-change';
import { PriceRepository } from '../../persistence/price-repository';
import { amountsOf, factsOf } from './set-prices';

/** Ends the price of an item in one market, from now on. */
@Injectable()
export class RemovePrice {
  constructor(
    private readonly prices: PriceRepository,
    private readonly facts: SetItemFacts,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** @throws DomainError `price-not-found` when there is none there now. */
  @Transactional()
  async execute({ itemId, market, actor }: { itemId: string; market: string; actor: Actor }): Promise<void> {
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

import { Injectable } from '@nestjs/common';
import { type Actor, AuditLog, Clock, Ids, Transactional } from '@portolan/platform';
import { FindLegalTender, SetItemFacts } from '@portolan/regions';
import { changeInstant, type PriceRequest, readPriceRequests } from '../../domain/prices/price-change';
import type { PriceRecord } from '../../persistence/price-list';
import { type PriceInForce, PriceRepository } from '../../persistence/price-repository';
import { RequireItem } from './require-item';

/** Sets prices of one item, from now on. */
@Injectable()
export class SetPrices {
  constructor(
    private readonly requireItem: RequireItem,
    private readonly prices: PriceRepository,
    private readonly tender: FindLegalTender,
    private readonly facts: SetItemFacts,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /**
   * Changes the named markets only; what was there before stays in the history. All or nothing.
   * @throws DomainError `prices-invalid` (422: unknown market, no legal tender there now, an amount that could never be
   *   charged; one entry in `errors[]` each), `item-not-found`
   *   (`app-`, `device-`).
   */
  @Transactional()
  async execute(command: {
    itemId: string;
    /** What the id must be of; any if left out. */
    kind?: 'app' | 'device' | undefined;
    prices: readonly PriceRequest[];
    actor: Actor;
  }): Promise<PriceRecord[]> {
    const { itemId, actor } = command;
    await this.requireItem.execute(command);
    const tender = await this.tender.execute({ markets: command.prices.map(({ market }) => market) });
    const asked = readPriceRequests(command.prices, (market) => tender.get(market)?.currencies ?? null);
    const now = changeInstant(await this.prices.lock(itemId), this.clock.now());
    const before = await this.prices.inForce(itemId, now);
    const changes = asked.filter((change) => {
      const old = before.get(change.market);
      return old?.money.equals(change.money) !== true || old.taxInclusive !== change.taxInclusive;
    });
    const points = changes.map((change) => ({ id: this.ids.next(), validFrom: now, ...change }));
    if (points.length > 0) await this.prices.add(itemId, points);
    const after = await this.prices.inForce(itemId, now);
    await this.facts.execute({ itemId, prices: factsOf(after) });
    if (changes.length > 0) {
      await this.audit.record({
        actor,
        action: 'prices.set',
        subject: { type: 'item', id: itemId },
        before: amountsOf(
          before,
          changes.map(({ market }) => market),
        ),
        after: amountsOf(
          after,
          changes.map(({ market }) => market),
        ),
      });
    }
    return asked.flatMap(({ market }) => recordOf(after.get(market)));
  }
}

/** What regions is told: that there is a price, not how high it is. */
export function factsOf(prices: ReadonlyMap<string, PriceInForce>): { market: string; currency: string }[] {
  return [...prices.values()].map(({ market, money }) => ({ market, currency: money.currency.code }));
}

/** Prices of some markets as they stand in the audit log. */
export function amountsOf(
  prices: ReadonlyMap<string, PriceInForce>,
  markets: readonly string[],
): Record<string, object | null> {
  return Object.fromEntries(markets.map((market) => [market, prices.get(market)?.money.toJSON() ?? null]));
}

function recordOf(price: PriceInForce | undefined): PriceRecord[] {
  if (price === undefined) return [];
  const { market, money, taxInclusive, validFrom } = price;
  return [{ market, ...money.toJSON(), taxInclusive, validFrom: validFrom.toISOString(), validUntil: null }];
}

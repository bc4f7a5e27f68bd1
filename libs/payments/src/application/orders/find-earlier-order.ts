import { Injectable } from '@nestjs/common';
import { type AccountActor, DomainError } from '@portolan/platform';
import { createHash } from 'node:crypto';
import { basketText, type Order } from '../../domain/orders/order';
import { OrderRepository } from '../../persistence/order-repository';

export interface KeyedBasket {
  actor: AccountActor;
  market: string;
  itemIds: readonly string[];
  /** The market that devices are sent to. */
  shipTo?: string | undefined;
  idempotencyKey: string;
}

/** The order that the same request made before, or null. */
@Injectable()
export class FindEarlierOrder {
  constructor(private readonly orders: OrderRepository) {}

  /** @throws DomainError `idempotency-key-mismatch` (422) when the key was used for another basket. */
  async execute(basket: KeyedBasket): Promise<Order | null> {
    const earlier = await this.orders.findByKey(basket.actor.accountId, basket.idempotencyKey);
    if (earlier === null || earlier.fingerprint === fingerprintOf(basket)) return earlier;
    throw new DomainError(
      'invalid',
      'idempotency-key-mismatch',
      'This Idempotency-Key was used for another order.',
    );
  }
}

export function fingerprintOf({ market, itemIds, shipTo = null }: BasketWords): string {
  return createHash('sha256')
    .update(basketText(market, itemIds, shipTo))
    .digest('hex');
}

type BasketWords = Pick<KeyedBasket, 'market' | 'itemIds'> & { shipTo?: string | null | undefined };

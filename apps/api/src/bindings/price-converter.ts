import { Injectable } from '@nestjs/common';
import { PriceConverter } from '@portolan/catalog';
import { ConvertPrice } from '@portolan/payments';
import type { Money } from '@portolan/platform';

/** Prices elsewhere are by the exchange rates that staff record. */
@Injectable()
export class PaymentsPriceConverter extends PriceConverter {
  constructor(private readonly convertPrice: ConvertPrice) {
    super();
  }

  override convert(price: Money) {
    return this.convertPrice.execute(price);
  }
}

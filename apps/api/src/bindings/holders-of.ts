import { Injectable } from '@nestjs/common';
import { CountHolders } from '@portolan/payments';
import { type HeldItem, HoldersOf, type HoldersQuestion } from '@portolan/regions';

/** Who has an item is who was given it for an order. */
@Injectable()
export class PaymentsHolders extends HoldersOf {
  constructor(private readonly countHolders: CountHolders) {
    super();
  }

  override count(question: HoldersQuestion): Promise<HeldItem[]> {
    return this.countHolders.execute(question);
  }
}

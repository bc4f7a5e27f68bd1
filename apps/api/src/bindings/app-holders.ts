import { Injectable } from '@nestjs/common';
import { AppHolders } from '@portolan/catalog';
import { CountHolders, EntitlementOf } from '@portolan/payments';

/** More markets than there are. */
const EVERY_MARKET = 1_000;

/** Who owns an app is who was given it for an order. */
@Injectable()
export class PaymentsAppHolders extends AppHolders {
  constructor(
    private readonly countHolders: CountHolders,
    private readonly entitlementOf: EntitlementOf,
  ) {
    super();
  }

  override async count(appId: string): Promise<number> {
    const counts = await this.countHolders.execute({ markets: null, itemIds: [appId], limit: EVERY_MARKET });
    return counts.reduce((sum, { holders }) => sum + holders, 0);
  }

  override async holds(accountId: string, appId: string): Promise<boolean> {
    const held = await this.entitlementOf.execute({ accountId, itemIds: [appId] });
    return held.get(appId)?.status === 'active';
  }
}

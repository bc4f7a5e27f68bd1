import { Injectable } from '@nestjs/common';
import { FindAppByPackage } from '@portolan/catalog';
import { BuyerDirectory, EntitlementOf } from '@portolan/payments';
import type { AccountActor } from '@portolan/platform';
import { DecideAvailability } from '@portolan/regions';
import { Readers } from '../decisions/readers';

/** Apps by name, for somebody who may know that they exist. */
@Injectable()
export class KnownApps {
  constructor(
    private readonly findApp: FindAppByPackage,
    private readonly buyers: BuyerDirectory,
    private readonly decide: DecideAvailability,
    private readonly entitlementOf: EntitlementOf,
    private readonly readers: Readers,
  ) {}

  /**
   * Judged in the account's home market. To its owners, the team of its publisher and the store's staff no app is a secret.
   * @returns the id; `null` for one that does not exist and for one that the account may not know of.
   */
  async find(packageName: string, actor: AccountActor): Promise<string | null> {
    const { accountId } = actor;
    const itemId = await this.findApp.execute(packageName);
    const market = await this.buyers.homeMarketOf(accountId);
    if (itemId === null || market === null) return null;
    const [decision] = await this.decide.execute({ questions: [{ itemId, market, action: 'list' }] });
    if (decision !== null && decision !== undefined && decision.state !== 'hidden') return itemId;
    const owned = await this.entitlementOf.execute({ accountId, itemIds: [itemId] });
    if (owned.has(itemId) || (await this.readers.of(actor, [itemId])).has(itemId)) return itemId;
    return null;
  }
}

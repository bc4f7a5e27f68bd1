import { Injectable } from '@nestjs/common';
import { type AccountActor, DomainError, notFound } from '@portolan/platform';
import { assertAllowed, DecideAvailability } from '@portolan/regions';
import { EntitlementRepository } from '../../persistence/entitlement-repository';
import { BuyerDirectory } from '../ports/buyer-directory';
import { type Deliverable, Deliverables } from '../ports/deliverables';
import { ItemDirectory } from '../ports/item-directory';

/** Whether an owner may have the app's file now, and which file that is. */
@Injectable()
export class AuthoriseDownload {
  constructor(
    private readonly items: ItemDirectory,
    private readonly entitlements: EntitlementRepository,
    private readonly buyers: BuyerDirectory,
    private readonly decide: DecideAvailability,
    private readonly deliverables: Deliverables,
  ) {}

  /**
   * Decides `redownload` in the account's home market: a block's retention says what owners keep.
   * @throws DomainError `library-item-not-found` (404, for an unknown app too), `entitlement-suspended` (403), what
   *   `assertAllowed` throws (403, 404, 410, 451), `nothing-to-deliver` (409: no live release)
   */
  async execute(query: { actor: AccountActor; packageName: string }): Promise<Deliverable> {
    const { accountId } = query.actor;
    const itemId = await this.items.findByPackage(query.packageName);
    if (itemId === null) throw notFound('library-item');
    const owned = (await this.entitlements.newest(accountId, [itemId])).get(itemId);
    if (owned === undefined || owned.status === 'revoked') throw notFound('library-item');
    if (owned.status === 'suspended')
      throw new DomainError('forbidden', 'entitlement-suspended', 'Access to this app is suspended.');
    // Before the decision: to their owner, an app whose only release was halted is no secret.
    const file = (await this.deliverables.current([itemId])).get(itemId);
    if (file === undefined)
      throw new DomainError(
        'conflict',
        'nothing-to-deliver',
        'There is no release of this app to deliver now.',
      );
    const market = await this.buyers.homeMarketOf(accountId);
    if (market === null)
      throw new DomainError('conflict', 'home-market-missing', 'Choose a home market first.');
    const question = {
      itemId,
      market,
      action: 'redownload' as const,
      entitlement: { status: 'active' as const },
    };
    const [decision] = await this.decide.execute({ questions: [question] });
    if (decision === null || decision === undefined) throw notFound('library-item');
    assertAllowed(decision, 'public');
    return file;
  }
}

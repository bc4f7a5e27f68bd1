import { Injectable } from '@nestjs/common';
import { type AccountActor, DomainError, notFound } from '@portolan/platform';
import { assertAllowed, AssertTestable, DecideAvailability } from '@portolan/regions';
import { EntitlementRepository } from '../../persistence/entitlement-repository';
import { BuyerDirectory } from '../ports/buyer-directory';
import { type Deliverable, Deliverables, type DeliveryTarget } from '../ports/deliverables';
import { ItemDirectory } from '../ports/item-directory';

export interface DownloadQuery {
  actor: AccountActor;
  packageName: string;
  device?: object | undefined;
  installed?: number | undefined;
}

/** Whether an owner, or a tester of what is not published yet, may have the app's file now, and which file that is. */
@Injectable()
export class AuthoriseDownload {
  constructor(
    private readonly items: ItemDirectory,
    private readonly entitlements: EntitlementRepository,
    private readonly buyers: BuyerDirectory,
    private readonly decide: DecideAvailability,
    private readonly deliverables: Deliverables,
    private readonly testable: AssertTestable,
  ) {}

  /**
   * Decides `redownload` in the account's home market: a block's retention says what owners keep.
   * Which file it is goes by the account, the market and what is said of the device.
   * @throws DomainError `library-item-not-found` (404, for an unknown app too), `entitlement-suspended` (403), what
   *   `assertAllowed` throws (403, 404, 410, 451); 409 `nothing-to-deliver` (no release has reached the account),
   *   `device-not-compatible` (with `misfits`), `installed-is-newer`
   */
  async execute(query: DownloadQuery): Promise<Deliverable> {
    const { accountId } = query.actor;
    const itemId = await this.items.findByPackage(query.packageName);
    if (itemId === null) throw notFound('library-item');
    const owned = (await this.entitlements.newest(accountId, [itemId])).get(itemId);
    if (owned === undefined || owned.status === 'revoked') return this.testFile(itemId, query);
    if (owned.status === 'suspended')
      throw new DomainError('forbidden', 'entitlement-suspended', 'Access to this app is suspended.');
    const market = await this.homeMarketOf(accountId);
    // Before the decision: to their owner, an app whose only release was halted is no secret.
    const { device, installed } = query;
    const file = await this.fileFor(itemId, { accountId, market, device, installed });
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

  /** Nothing is sold, so that nothing has to be owned; to whoever is no tester it does not exist. */
  private async testFile(itemId: string, query: DownloadQuery): Promise<Deliverable> {
    const { accountId } = query.actor;
    if (!(await this.deliverables.isTested(itemId, accountId))) throw notFound('library-item');
    const market = await this.homeMarketOf(accountId);
    await this.testable.execute({ itemId, market });
    return this.fileFor(itemId, { ...query, accountId, market });
  }

  private async homeMarketOf(accountId: string): Promise<string> {
    const market = await this.buyers.homeMarketOf(accountId);
    if (market !== null) return market;
    throw new DomainError('conflict', 'home-market-missing', 'Choose a home market first.');
  }

  private async fileFor(itemId: string, target: DeliveryTarget): Promise<Deliverable> {
    const answer = await this.deliverables.choose(itemId, target);
    if (answer.kind === 'file') return answer.file;
    if (answer.kind === 'unfit')
      throw new DomainError('conflict', 'device-not-compatible', 'No package of this app fits the device.', {
        extra: { misfits: answer.misfits },
      });
    throw answer.kind === 'keep'
      ? new DomainError(
          'conflict',
          'installed-is-newer',
          'The device has a newer version than it would be delivered.',
        )
      : new DomainError('conflict', 'nothing-to-deliver', 'There is no release of this app to deliver now.');
  }
}

import { Injectable } from '@nestjs/common';
import { Clock, DomainError, notFound } from '@portolan/platform';
import { AssertTestable } from '@portolan/regions';
import { trackKind } from '../../domain/delivery/track-name';
import { SharedPackageRepository } from '../../persistence/artifacts/shared-package-repository';
import { TrackMembership } from '../../persistence/tracks/track-membership';
import { TesterAddresses } from '../delivery/tester-addresses';
import { SharingAccounts } from './sharing-accounts';

/** A package that may be sent. */
export interface OpenedPackage {
  packageName: string;
  versionCode: number;
  /** Lower-case hex. */
  sha256: string;
  /** Key in the file store. */
  fileKey: string;
}

/**
 * Gives a shared package to whoever has its link and is of the team of its app or named as its tester, alone or in a group, by the
 * address that they have verified. Taking part in an open test is not enough: anybody may. Whatever keeps the app from its testers in
 * their market keeps this from everybody: a block, a takedown, a market that is not open.
 * @throws DomainError `shared-package-not-found` (404) alike for links that are wrong, expired, withdrawn, of a file that the store has come
 *   to refuse, or somebody else's; `home-market-missing` (409), what `AssertTestable` throws (403, 404, 410, 451).
 */
@Injectable()
export class OpenSharedPackage {
  constructor(
    private readonly shared: SharedPackageRepository,
    private readonly membership: TrackMembership,
    private readonly addresses: TesterAddresses,
    private readonly accounts: SharingAccounts,
    private readonly testable: AssertTestable,
    private readonly clock: Clock,
  ) {}

  async execute({ secret, accountId }: { secret: string; accountId: string }): Promise<OpenedPackage> {
    // What is no link of ours may hold what the database does not take.
    const isLink = /^[A-Za-z0-9_-]{43}$/.test(secret);
    const found = isLink ? await this.shared.findLive(secret, this.clock.now()) : null;
    if (found === null || !(await this.mayHave(accountId, found.appId))) throw notFound('shared-package');
    const market = await this.accounts.homeMarketOf(accountId);
    if (market === null)
      throw new DomainError('conflict', 'home-market-missing', 'Choose a home market first.');
    await this.testable.execute({ itemId: found.appId, market });
    const { packageName, versionCode, sha256, fileKey } = found;
    return { packageName, versionCode, sha256, fileKey };
  }

  private async mayHave(accountId: string, appId: string): Promise<boolean> {
    if (await this.accounts.isOfTeam(accountId, appId)) return true;
    const email = await this.addresses.of(accountId);
    if (email === null) return false;
    const tracks = (await this.membership.of({ accountId, email, appIds: [appId] })).get(appId) ?? [];
    return tracks.some((track) => trackKind(track) !== 'open');
  }
}

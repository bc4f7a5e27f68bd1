import { Injectable } from '@nestjs/common';
import { chooseVersion, type VersionChoice } from '../../domain/delivery/choose-version';
import type { DeviceDescription } from '../../domain/delivery/device-description';
import { NO_DEVICE_RULES } from '../../domain/delivery/device-fit';
import { PRODUCTION } from '../../domain/delivery/track-name';
import {
  type AppDelivery,
  type DeliveredFile,
  DeliveryIndex,
} from '../../persistence/read-models/delivery-index';
import { TrackMembership } from '../../persistence/tracks/track-membership';
import { KnownMarkets } from '../rollouts/known-markets';
import { TesterAddresses } from './tester-addresses';

export interface ChooseVersionsQuery {
  appIds: readonly string[];
  /** Null for people who are not signed in. */
  accountId: string | null;
  market: string;
  /** Default: nothing is known of it. */
  device?: DeviceDescription | undefined;
  /** Version codes on the device, by app. */
  installed?: ReadonlyMap<string, number> | undefined;
}

export type ChosenVersion = VersionChoice<DeliveredFile>;

/**
 * Which version of each app this account and device gets in this market, by `chooseVersion`, the only definition.
 * An app of which nothing is out has no entry. Whether the app may be had at all is the availability's question.
 */
@Injectable()
export class ChooseVersions {
  constructor(
    private readonly index: DeliveryIndex,
    private readonly membership: TrackMembership,
    private readonly addresses: TesterAddresses,
    private readonly markets: KnownMarkets,
  ) {}

  async execute(query: ChooseVersionsQuery): Promise<Map<string, ChosenVersion>> {
    const { appIds, accountId, market, device = {}, installed = new Map<string, number>() } = query;
    if (appIds.length === 0) return new Map();
    const apps = await this.index.of(appIds);
    const tracks = accountId === null ? new Map<string, string[]>() : await this.tracksOf(accountId, apps);
    const markets = await this.markets.chainOf(market);
    return new Map(
      [...apps].map(([appId, { releases, rules }]) => {
        const who = { accountId, markets, device, tracks: tracks.get(appId) ?? [] };
        const choice = chooseVersion(releases, rules ?? NO_DEVICE_RULES, {
          ...who,
          installed: installed.get(appId) ?? null,
        });
        return [appId, choice];
      }),
    );
  }

  /** Asked only about apps that have something out beside production, which few have. */
  private async tracksOf(
    accountId: string,
    apps: ReadonlyMap<string, AppDelivery>,
  ): Promise<Map<string, string[]>> {
    const tested = [...apps].filter(([, { releases }]) =>
      releases.some((release) => release.track !== PRODUCTION),
    );
    if (tested.length === 0) return new Map();
    const appIds = tested.map(([appId]) => appId);
    return this.membership.of({ accountId, appIds, email: await this.addresses.of(accountId) });
  }
}

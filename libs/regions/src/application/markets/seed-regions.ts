import { Injectable } from '@nestjs/common';
import { type Actor, AuditLog, systemActor, Transactional } from '@portolan/platform';
import { MarketRepository } from '../../persistence/market-repository';
import { RegionEpoch } from '../../persistence/region-epoch';
import { marketGroupSeed, marketSeed } from '../../seed';
import { CurrentRules } from '../decisions/current-rules';

/** How many were added; zeros when nothing was missing. */
export interface SeededRegions {
  markets: number;
  groups: number;
}

/**
 * Adds the world's markets and groups that are not there yet, every market `planned`. What is there is left as it is, so
 * this runs at every start; two processes that start at once add them once.
 */
@Injectable()
export class SeedRegions {
  constructor(
    private readonly epoch: RegionEpoch,
    private readonly rules: CurrentRules,
    private readonly repository: MarketRepository,
    private readonly audit: AuditLog,
  ) {}

  @Transactional()
  async execute(): Promise<SeededRegions> {
    if (isEmpty(await this.missing())) return { markets: 0, groups: 0 };
    const actor: Actor = systemActor('seed');
    return this.epoch.change({ actor, kind: 'regions.seed', ids: [] }, async (recordedAt) => {
      // Asked again under the lock: another process may have been faster.
      const missing = await this.missing();
      // Not the clock, which may have moved on: whoever asks what was known then finds markets with what is said of them.
      const addedAt = recordedAt.getTime();
      if (missing.markets.length > 0) {
        await this.repository.addMarkets(
          missing.markets.map((market) => ({ ...market, addedAt })),
          recordedAt,
        );
      }
      if (missing.groups.length > 0) await this.repository.addGroups(missing.groups, recordedAt);
      const after = { markets: missing.markets.length, groups: missing.groups.length };
      const subject = { type: 'regions', id: 'world' };
      await this.audit.record({ actor, action: 'regions.seed', subject, after });
      return after;
    });
  }

  private async missing() {
    const { snapshot, groups: known } = await this.rules.get();
    const codes = new Set(snapshot.markets.markets.map(({ code }) => code));
    const groupCodes = new Set(known.map(({ code }) => code));
    const seed = marketSeed();
    const markets = seed.filter(({ code }) => !codes.has(code));
    const groups = marketGroupSeed(seed).filter(({ code }) => !groupCodes.has(code));
    return { markets, groups };
  }
}

function isEmpty({ markets, groups }: { markets: readonly unknown[]; groups: readonly unknown[] }): boolean {
  return markets.length === 0 && groups.length === 0;
}

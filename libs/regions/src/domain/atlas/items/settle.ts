import { wallClock } from '../../market/local-time';
import type { MarketScope } from '../../market/market';
import type { MarketIndex } from '../../market/market-index';
import { sortedInstants } from '../../market/timeline';
import type { Item, ItemFacts, Launch } from '../../item/item';
import type { Instant } from '../../period';
import type { Selection } from './item-record';

/** Stands for every instant that has passed: no two items would share their facts if each kept its own past dates. */
export const DISTANT_PAST: Instant = -8.64e15;
/** No zone is further from UTC. */
const ZONE_REACH = 15 * 3_600_000;

/** What is over at this time is told apart no more. */
export interface Settling {
  readonly at: Instant;
  /** When markets were added, ascending: what a scope that covers no future markets is compared with. */
  readonly marketAdditions: readonly Instant[];
}

/** Facts that decide the same from `at` on. */
export function settleFacts(facts: ItemFacts, { at }: Settling): ItemFacts {
  const { withdrawn } = facts;
  return {
    published: facts.published,
    launch: facts.launch === null || hasLaunched(facts.launch, at) ? null : facts.launch,
    withdrawn:
      withdrawn !== null && withdrawn.since <= at ? { ...withdrawn, since: DISTANT_PAST } : withdrawn,
    free: facts.free,
    prices: facts.free === true ? NO_PRICES : facts.prices,
  };
}

const NO_PRICES: Item['facts']['prices'] = [];

/** Everywhere: a market-local time has come when the last zone has reached it. */
function hasLaunched({ time }: Launch, at: Instant): boolean {
  return time.kind === 'instant' ? time.at <= at : wallClock(time.at) + ZONE_REACH <= at;
}

/** Selections that decide the same from `at` on, those that are over left out. */
export function settleSelections(selections: readonly Selection[], settling: Settling): Selection[] {
  return selections
    .filter(({ valid }) => valid.until === null || settling.at < valid.until)
    .map(({ markets, actions, offered, valid }) => ({
      markets: settleScope(markets, settling),
      actions: [...actions].sort(),
      offered,
      valid: {
        from: valid.from !== null && settling.at < valid.from ? valid.from : null,
        until: valid.until,
      },
    }));
}

function settleScope({ expression, coversFutureMarkets, writtenAt }: MarketScope, settling: Settling) {
  const known = settling.marketAdditions.findLast((added) => added <= writtenAt) ?? DISTANT_PAST;
  return { expression, coversFutureMarkets, writtenAt: coversFutureMarkets ? DISTANT_PAST : known };
}

/** What the markets make of it. */
export function settlingAt(at: Instant, { markets }: MarketIndex): Settling {
  return { at, marketAdditions: sortedInstants(markets.map(({ addedAt }) => addedAt)) };
}

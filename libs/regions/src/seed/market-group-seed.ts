import type { GroupMembership, MarketGroup } from '../domain/market/market';
import { inPeriod, overlapOf, type Period } from '../domain/period';
import { EAEU, EEA, EFTA, EU, EU_GOODS, FCC, GCC, type MemberDates } from './group-members';
import { midnight } from './market-currencies';
import type { MarketSeed } from './market-seed';
import { territoriesIn, UN_REGION_NAMES } from './un-regions';

/** European treaties begin and end at midnight in Brussels: Britain left at 23:00 UTC on 2020-01-31. */
const TREATY_ZONE = 'Europe/Brussels';

/** The groups with legal weight and the UN's regions, for the markets of `marketSeed()`. */
export function marketGroupSeed(markets: readonly MarketSeed[]): MarketGroup[] {
  const zones = new Map(markets.map((market) => [market.code, market.zone]));
  const zoneOf = (code: string): string => zones.get(code) ?? 'Etc/UTC';
  const union = dated(EU, () => TREATY_ZONE);
  return [
    { code: 'WORLD', name: 'World', members: null },
    { code: 'EU', name: 'European Union', members: union },
    {
      code: 'EU-GOODS',
      name: 'Markets under EU rules for goods',
      members: dated(EU_GOODS, () => TREATY_ZONE),
    },
    { code: 'EEA', name: 'European Economic Area', members: dated(EEA, () => TREATY_ZONE) },
    { code: 'EFTA', name: 'European Free Trade Association', members: dated(EFTA, () => TREATY_ZONE) },
    { code: 'EUROZONE', name: 'Euro area', members: eurozone(markets, union) },
    { code: 'GCC', name: 'Gulf Cooperation Council', members: dated(GCC, zoneOf) },
    { code: 'EAEU', name: 'Eurasian Economic Union', members: dated(EAEU, zoneOf) },
    { code: 'FCC', name: 'Markets under FCC equipment rules', members: dated(FCC, zoneOf) },
    ...unRegions(zones),
  ];
}

function dated(members: readonly MemberDates[], zoneOf: (market: string) => string): GroupMembership[] {
  return members.map(({ market, from, until }) => ({
    market,
    from: from === undefined ? null : midnight(zoneOf(market), from),
    until: until === undefined ? null : midnight(zoneOf(market), until),
  }));
}

/**
 * Members of the Union whose tender is the euro, since it is. Derived and not taken from CLDR's own list (EZ), which
 * lacks Croatia and Bulgaria; Montenegro and Kosovo use the euro and are not members.
 */
function eurozone(markets: readonly MarketSeed[], union: readonly GroupMembership[]): GroupMembership[] {
  const euro = new Map<string, Period>();
  for (const { code, currencies } of markets) {
    const period = currencies.find(({ currency }) => currency === 'EUR');
    if (period !== undefined) euro.set(code, period);
  }
  return union.flatMap((member) => {
    const period = euro.get(member.market);
    if (period === undefined) return [];
    const { from, until } = overlapOf(member, period);
    // Saint-Barthelemy left the Union and kept the euro; a member that left before the euro has no span at all.
    return inPeriod({ from, until }, from ?? 0) ? [{ market: member.market, from, until }] : [];
  });
}

function unRegions(zones: ReadonlyMap<string, string>): MarketGroup[] {
  return Object.entries(UN_REGION_NAMES).map(([code, name]) => ({
    code,
    name,
    members: territoriesIn(code, (part) => zones.has(part)).map((market) => ({
      market,
      from: null,
      until: null,
    })),
  }));
}

import { type Instant, localTimeToInstant } from '../../../libs/regions/src/domain';
import { marketGroupSeed, type MarketSeed, marketSeed } from '../../../libs/regions/src/seed';

const seeded = marketSeed();

/** Spain's other clock: the operator adds it as a market of its own, so that a local midnight there is its own. */
const CANARY_ISLANDS: MarketSeed = {
  code: 'ES-CN',
  parent: 'ES',
  name: 'Canary Islands',
  zone: 'Atlantic/Canary',
  currencies: seeded.find(({ code }) => code === 'ES')?.currencies ?? [],
  slot: Math.max(...seeded.map(({ slot }) => slot)) + 1,
};

/** The seeded world and the Canary Islands. */
export const PLACES: readonly MarketSeed[] = [...seeded, CANARY_ISLANDS];
export const GROUPS = marketGroupSeed(seeded);

const byCode = new Map(PLACES.map((place) => [place.code, place]));

export function place(code: string): MarketSeed {
  const found = byCode.get(code);
  if (found === undefined) throw new Error(`The story has no place ${code}.`);
  return found;
}

/** When the calendar of a market turns to a day (`2017-11-07`). */
export function localMidnight(market: string, day: string): Instant {
  return localTimeToInstant(place(market).zone, `${day}T00:00`);
}

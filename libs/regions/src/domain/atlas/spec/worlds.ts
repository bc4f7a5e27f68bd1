import fc from 'fast-check';
import { anyItem, LAST_INSTANT, period, TYPES } from '../../decision/spec/arbitrary-items';
import { ruleRows } from '../../decision/spec/arbitrary-rules';
import { buildSnapshot } from '../../decision/snapshot/build-snapshot';
import type { RuleSnapshot } from '../../decision/snapshot/rule-snapshot';
import type { Item } from '../../item/item';
import { EVERY_ITEM } from '../../item/item-scope';
import type { RuleRows } from '../../rules/rule-rows';
import { type ItemRecord, selectionsFor } from '../items/item-record';

/** Where the atlas wants uuids, the small world's one-letter ids are their first digit. */
const uuid = (letter: string) =>
  `${letter.charCodeAt(0).toString(16).padStart(8, '0')}-0000-7000-8000-${letter.charCodeAt(0).toString(16).padStart(12, '0')}`;

const PLAIN = ['i', 'j', 'l', 'm', 'n'];
const PRODUCTS = ['u', 'v', 'w'];

export interface RankedItem {
  readonly item: Item;
  readonly rank: number;
}

const rank = fc.integer({ min: 0, max: 3 });

/** Midnight and one o'clock on the first day: in the zones of these markets the world is before it, at it or behind it. */
const localLaunch = fc.record({
  time: fc.record({
    kind: fc.constant('market-local' as const),
    at: fc.constantFrom('1970-01-01T00:00', '1970-01-01T01:00:00'),
  }),
  before: fc.constantFrom('embargo' as const, 'announce' as const, 'preorder' as const),
});
const worldItem: fc.Arbitrary<Item> = fc
  .tuple(anyItem, fc.option(localLaunch, { freq: 2 }), fc.nat(3))
  .map(([item, launch, chance]) =>
    launch === null || chance > 0 ? item : { ...item, facts: { ...item.facts, launch } },
  );

/** Up to five items, of which the rules may name two, and up to three in-app products in some of them. */
export const rankedItems: fc.Arbitrary<RankedItem[]> = fc
  .tuple(
    fc.array(fc.tuple(worldItem, rank), {
      minLength: 1,
      maxLength: PLAIN.length,
    }),
    fc.array(fc.tuple(worldItem, rank, fc.nat(5)), {
      maxLength: PRODUCTS.length,
    }),
  )
  .map(([plain, products]) => {
    const apps = plain.map(([item, rank], index) => ({
      item: {
        ...item,
        id: uuid(PLAIN[index] ?? ''),
        kind: item.kind === 'in-app-product' ? ('app' as const) : item.kind,
        parent: null,
      },
      rank,
    }));
    const inside = products.map(([item, rank, parent], index) => ({
      item: {
        ...item,
        id: uuid(PRODUCTS[index] ?? ''),
        kind: 'in-app-product' as const,
        parent: apps[parent]?.item ?? null,
      },
      rank,
    }));
    return [...apps, ...inside];
  });

/** One hour ahead, and one hour behind. */
const ZONES: Readonly<Record<string, string>> = {
  CC: 'Etc/GMT-1',
  DD: 'Etc/GMT+1',
  'BB-1': 'Etc/GMT+1',
};

/** Papers that cover nearly everything: of those about a few items in a few markets hardly any ever meets a rule. */
const broad = fc.record({
  credentials: fc.array(
    fc.record({
      type: fc.constantFrom(...TYPES),
      valid: period,
      markets: fc.constantFrom('WORLD', 'G1', 'BB'),
    }),
    { maxLength: 2 },
  ),
  acceptances: fc.array(
    fc.record({
      requirementId: fc.constantFrom('R0', 'R1'),
      until: fc.integer({ min: 10, max: LAST_INSTANT }),
    }),
    { maxLength: 2 },
  ),
});
const inAll = (expression: string) => ({ expression, coversFutureMarkets: true, writtenAt: 0 });

/** Rules that speak of those items. */
export const worldRules: fc.Arbitrary<RuleRows> = fc.tuple(ruleRows, broad).map(([rows, wide]) => {
  const scoped = <T extends { items: { itemIds: readonly string[] } }>(list: readonly T[]): T[] =>
    list.map((row) => ({
      ...row,
      items: { ...row.items, itemIds: row.items.itemIds.map(uuid) },
    }));
  return {
    ...rows,
    markets: rows.markets.map((market) => ({
      ...market,
      zone: ZONES[market.code] ?? market.zone,
    })),
    prohibitions: scoped(rows.prohibitions),
    requirements: scoped(rows.requirements),
    credentials: [
      ...scoped(rows.credentials),
      ...wide.credentials.map(({ type, valid, markets }, index) => ({
        id: `W${index}`,
        type,
        holder: { kind: 'operator' as const },
        issuer: 'issuer',
        number: null,
        items: EVERY_ITEM,
        markets: inAll(markets),
        standards: null,
        valid,
        status: 'verified' as const,
        dealId: null,
        conditions: [],
      })),
    ],
    riskAcceptances: [
      ...scoped(rows.riskAcceptances),
      ...wide.acceptances.map(({ requirementId, until }, index) => ({
        id: `V${index}`,
        requirementId,
        items: EVERY_ITEM,
        markets: inAll('WORLD'),
        acceptedBy: 'a person',
        justification: 'stated',
        valid: { from: null, until },
      })),
    ],
    offers: rows.offers.map((row) => ({
      ...row,
      itemId: row.itemId === null ? null : uuid(row.itemId),
    })),
  };
});

/** As stored: what publishers say about single items comes with the items, the rest with the rules. */
export function splitWorld(rows: RuleRows, items: readonly RankedItem[]): [ItemRecord[], RuleSnapshot] {
  const isSelection = ({ side, itemId }: RuleRows['offers'][number]) =>
    side === 'publisher' && itemId !== null;
  return [
    items.map((one) => recordOf(one, rows)),
    buildSnapshot({
      ...rows,
      offers: rows.offers.filter((offer) => !isSelection(offer)),
    }),
  ];
}

export function recordOf({ item: { parent, ...item }, rank }: RankedItem, { offers }: RuleRows): ItemRecord {
  return {
    ...item,
    parentId: parent?.id ?? null,
    rank,
    selections: selectionsFor(item, offers),
  };
}

import fc from 'fast-check';
import { anyItem } from '../../decision/spec/arbitrary-items';
import { ruleRows } from '../../decision/spec/arbitrary-rules';
import { buildSnapshot } from '../../decision/snapshot/build-snapshot';
import type { RuleSnapshot } from '../../decision/snapshot/rule-snapshot';
import type { Item } from '../../item/item';
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

/** Up to five items, of which the rules may name two, and up to three in-app products in some of them. */
export const rankedItems: fc.Arbitrary<RankedItem[]> = fc
  .tuple(
    fc.array(fc.tuple(anyItem, rank), { minLength: 1, maxLength: PLAIN.length }),
    fc.array(fc.tuple(anyItem, rank, fc.nat(5)), { maxLength: PRODUCTS.length }),
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

/** Rules that speak of those items. */
export const worldRules: fc.Arbitrary<RuleRows> = ruleRows.map((rows) => {
  const scoped = <T extends { items: { itemIds: readonly string[] } }>(list: readonly T[]): T[] =>
    list.map((row) => ({ ...row, items: { ...row.items, itemIds: row.items.itemIds.map(uuid) } }));
  return {
    ...rows,
    prohibitions: scoped(rows.prohibitions),
    requirements: scoped(rows.requirements),
    credentials: scoped(rows.credentials),
    riskAcceptances: scoped(rows.riskAcceptances),
    offers: rows.offers.map((row) => ({ ...row, itemId: row.itemId === null ? null : uuid(row.itemId) })),
  };
});

/** As stored: what publishers say about single items comes with the items, the rest with the rules. */
export function splitWorld(rows: RuleRows, items: readonly RankedItem[]): [ItemRecord[], RuleSnapshot] {
  const isSelection = ({ side, itemId }: RuleRows['offers'][number]) =>
    side === 'publisher' && itemId !== null;
  return [
    items.map((one) => recordOf(one, rows)),
    buildSnapshot({ ...rows, offers: rows.offers.filter((offer) => !isSelection(offer)) }),
  ];
}

export function recordOf({ item: { parent, ...item }, rank }: RankedItem, { offers }: RuleRows): ItemRecord {
  return { ...item, parentId: parent?.id ?? null, rank, selections: selectionsFor(item, offers) };
}

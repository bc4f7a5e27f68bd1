import { buildSnapshot } from '../../decision/snapshot/build-snapshot';
import {
  item as anItem,
  items as about,
  offer,
  prohibition,
  rows,
  scope,
} from '../../decision/spec/factories';
import { FRESH_ACTIONS, type FreshAction } from '../../rules/action';
import type { Prohibition } from '../../rules/prohibition';
import { EVERY_POSITION, NO_POSITION } from '../bits/chunk';
import { hasBit } from '../bits/words';
import type { AtlasState } from '../compile/atlas-state';
import { compileAll } from '../compile/compile-all';
import { recompileRules } from '../compile/recompile-rules';
import { ItemTable } from '../items/item-table';
import type { ItemRecord } from '../items/item-record';
import { settlingAt } from '../items/settle';

const COUNT = 3_600;
const { markets, groups } = rows();
const world = groups.filter(({ code }) => code === 'WORLD');
const CODES = ['DE', 'FR', 'US', 'GB', 'JP', 'IN', 'BR', 'ES', 'IT', 'PL'];
const slots = CODES.map((code) => markets.find((one) => one.code === code)?.slot ?? -1);
const uuid = (index: number) => `${index.toString(16).padStart(8, '0')}-0000-7000-8000-000000000000`;
const select = (side: 'store' | 'publisher', publisherId: string | null = null) =>
  offer({ side, publisherId });

/** Two publishers have a third of the items each, and the rest is parted among the others. */
const publisherOf = (index: number, others: number) =>
  index % 3 === 0 ? 'big' : index % 3 === 1 ? 'large' : `p${Math.floor(index / 3) % others}`;
const parentOf = (index: number) => (index % 10 === 9 ? index - 1 : null);

/** An order against a publisher, or all: the codes are those of the bits that are set in its number. */
function order(
  publisherId: string | null,
  number: number,
  actions: readonly FreshAction[] = FRESH_ACTIONS,
): Prohibition {
  const codes = CODES.filter((_, bit) => ((number >>> bit) & 1) === 1);
  const items = about({ publisherIds: publisherId === null ? [] : [publisherId] });
  return prohibition({ id: `${publisherId} ${number}`, items, markets: scope(codes.join(' + ')), actions });
}

function recordsOf(others: number): ItemRecord[] {
  return Array.from({ length: COUNT }, (_, index) => {
    const { parent: _parent, ...item } = anItem({ id: uuid(index), publisherId: publisherOf(index, others) });
    const parent = parentOf(index);
    const kind = parent === null ? ('app' as const) : ('in-app-product' as const);
    const selections = [
      { markets: scope('WORLD'), actions: FRESH_ACTIONS, offered: true, valid: { from: null, until: null } },
    ];
    return {
      ...item,
      kind,
      parentId: parent === null ? null : uuid(parent),
      rank: COUNT - index,
      selections,
    };
  });
}

function snapshotOf(prohibitions: readonly Prohibition[]) {
  return buildSnapshot(
    rows({ markets, groups: world, offers: [select('store')], prohibitions: [...prohibitions] }),
  );
}

/** The publishers against which an order stands in a market. */
function standingAgainst(others: number, orders: readonly Prohibition[], action: FreshAction, code: string) {
  const all = ['big', 'large', ...Array.from({ length: others }, (_, number) => `p${number}`)];
  const standing = orders.filter(({ actions, markets: { expression } }) => {
    return actions.includes(action) && (expression === 'WORLD' || expression.split(' + ').includes(code));
  });
  if (standing.some(({ items }) => items.publisherIds.length === 0)) return new Set(all);
  const hit = new Set(standing.flatMap(({ items }) => items.publisherIds));
  return new Set(all.filter((publisherId) => hit.has(publisherId)));
}

/** Items are denied with their apps. */
function expectMasks(
  state: AtlasState,
  others: number,
  orders: readonly Prohibition[],
  isShared: boolean,
): void {
  const masks = new Set<Uint32Array>();
  const patterns = new Set<string>();
  const publishers = Array.from({ length: COUNT }, (_, index) => publisherOf(index, others));
  for (const action of FRESH_ACTIONS) {
    CODES.forEach((code, place) => {
      const mask = state.denials[0]?.[action][slots[place] ?? -1] ?? NO_POSITION;
      const hit = standingAgainst(others, orders, action, code);
      const wrong: number[] = [];
      for (let index = 0; index < COUNT; index++) {
        const isDenied =
          hit.has(publishers[index] ?? '') || hit.has(publishers[parentOf(index) ?? index] ?? '');
        if (hasBit(mask, index) !== isDenied) wrong.push(index);
      }
      expect([action, code, wrong]).toEqual([action, code, []]);
      masks.add(mask);
      patterns.add([...hit].join());
      if (hit.size === 0) expect(mask).toBe(NO_POSITION);
      if (hit.size === others + 2) expect(mask).toBe(EVERY_POSITION);
    });
  }
  if (isShared) expect(masks.size).toBe(patterns.size);
}

describe.each([
  ['three', 3],
  ['forty', 40],
  ['three hundred', 300],
])('what orders against %s publishers deny', (_, others) => {
  const isShared = others < 200;
  const orders = [
    order('big', 0b11),
    order('large', 0b101, ['acquire']),
    ...Array.from({ length: others }, (__, number) => order(`p${number}`, (number * 7) % 1024 || 1)),
  ];
  const compiled = () => {
    const rules = snapshotOf(orders);
    return compileAll(ItemTable.build(recordsOf(others), settlingAt(0, rules.markets)), rules, 0);
  };

  it('is written for every item, where the same is denied once', () => {
    expectMasks(compiled(), others, orders, isShared);
  });

  it.each<[string, readonly Prohibition[]]>([
    ['one order fewer', orders.slice(0, -1)],
    ['an order against a few changed', [...orders.slice(0, -1), order('p0', 0b1010)]],
    ['an order against many changed', [order('big', 0b110), ...orders.slice(1)]],
    ['all orders against many gone', orders.slice(2)],
    ['an order against all', [...orders, order(null, 0b11)]],
    ['an order against all in every market', [...orders, prohibition({ id: 'all' })]],
    [
      'orders against the last ones in markets of their own',
      [
        ...Array.from({ length: others - 2 }, (__, number) => order(`p${number}`, 1 + ((number * 7) % 255))),
        order(`p${others - 2}`, 0b01_0000_0000),
        order(`p${others - 1}`, 0b10_0000_0000),
      ],
    ],
    ['no order', []],
  ])('follows: %s', (__, changed) => {
    const before = compiled();
    const after = recompileRules(before, snapshotOf(changed), 0);
    expectMasks(after, others, changed, isShared);
    for (const action of FRESH_ACTIONS) {
      CODES.forEach((code, place) => {
        const slot = slots[place] ?? -1;
        const [was, is] = [orders, changed].map((list) =>
          [...standingAgainst(others, list, action, code)].join(),
        );
        if (was === is) expect(after.denials[0]?.[action][slot]).toBe(before.denials[0]?.[action][slot]);
      });
    }
    expectMasks(before, others, orders, isShared);
    expectMasks(recompileRules(after, snapshotOf(orders), 0), others, orders, isShared);
  });
});

import fc from 'fast-check';
import { decide } from '../../decision/decide';
import { LAST_INSTANT } from '../../decision/spec/arbitrary-items';
import { cases, drawsAll } from '../../decision/spec/cases';
import { buildSnapshot } from '../../decision/snapshot/build-snapshot';
import { FRESH_ACTIONS } from '../../rules/action';
import type { RuleRows } from '../../rules/rule-rows';
import { Atlas } from '../atlas';
import { type RankedItem, rankedItems, recordOf, splitWorld, worldRules } from './worlds';

type RuleKind = 'prohibitions' | 'requirements' | 'credentials' | 'riskAcceptances' | 'offers' | 'deals';
const KINDS: readonly RuleKind[] = [
  'prohibitions',
  'requirements',
  'credentials',
  'riskAcceptances',
  'offers',
  'deals',
];

/** One thing that happens to a world; what it brings comes from another world. */
type Step =
  | { do: 'rules'; kind: RuleKind; from: RuleRows }
  | { do: 'markets'; part: 'statuses' | 'groups' | 'all'; from: RuleRows }
  | { do: 'time'; by: number }
  | { do: 'items'; items: RankedItem[] };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('rules' as const),
      kind: fc.constantFrom(...KINDS),
      from: worldRules,
    }),
  },
  fc.record({
    do: fc.constant('markets' as const),
    part: fc.constantFrom('statuses' as const, 'groups' as const, 'all' as const),
    from: worldRules,
  }),
  fc.record({ do: fc.constant('time' as const), by: fc.integer({ min: 1, max: 5 }) }),
  { weight: 3, arbitrary: fc.record({ do: fc.constant('items' as const), items: rankedItems }) },
);

interface World {
  readonly rules: RuleRows;
  readonly items: readonly RankedItem[];
  readonly at: number;
}

function changedRules(rules: RuleRows, change: Step): RuleRows {
  if (change.do === 'rules') return { ...rules, [change.kind]: change.from[change.kind] };
  if (change.do !== 'markets') return rules;
  if (change.part === 'groups') return { ...rules, groups: change.from.groups };
  const others = new Map(change.from.markets.map((market) => [market.code, market]));
  return {
    ...rules,
    markets: rules.markets.map((market) => {
      const other = others.get(market.code) ?? market;
      if (change.part === 'statuses') return { ...market, statuses: other.statuses };
      return { ...other, addedAt: market.addedAt };
    }),
  };
}

/** New items replace those of the same id; a product whose app changed is the product inside the changed app. */
function changedItems(items: readonly RankedItem[], change: Step): RankedItem[] {
  const byId = new Map(items.map((one) => [one.item.id, one]));
  if (change.do === 'items') for (const one of change.items) byId.set(one.item.id, one);
  return [...byId.values()].map(({ item, rank }) => {
    const parent = item.parent === null ? null : (byId.get(item.parent.id)?.item ?? null);
    return { item: { ...item, parent }, rank };
  });
}

/** The items as records: what was said about them when the rules are these. */
function bits(atlas: Atlas, { items, rules }: World): string {
  return items
    .flatMap(({ item }) =>
      rules.markets.flatMap(({ slot }) =>
        FRESH_ACTIONS.map((action) => Number(atlas.may(action, slot, atlas.positionOf(item.id)))),
      ),
    )
    .join('');
}

function decided({ items, rules, at }: World): string {
  const snapshot = buildSnapshot(rules);
  return items
    .flatMap(({ item }) =>
      rules.markets.flatMap(({ code: market }) =>
        FRESH_ACTIONS.map((action) => Number(decide(snapshot, { item, market, action, at }).allowed)),
      ),
    )
    .join('');
}

describe('an atlas that follows changes', () => {
  it('is the one that a full compile makes, after every step, and leaves the ones before it alone', () => {
    const seen = { steps: 0, changes: 0 };
    fc.assert(
      fc.property(
        worldRules,
        rankedItems,
        fc.array(step, { minLength: 1, maxLength: 6 }),
        (rules, items, steps) => {
          let world: World = { rules, items, at: 0 };
          const [records, snapshot] = splitWorld(rules, items);
          let atlas = Atlas.compile(records, snapshot, 0, 0);
          const past: { atlas: Atlas; world: World; bits: string }[] = [];
          for (const change of steps) {
            past.push({ atlas, world, bits: bits(atlas, world) });
            const at = Math.min(world.at + (change.do === 'time' ? change.by : 0), LAST_INSTANT);
            world = {
              rules: changedRules(world.rules, change),
              items: changedItems(world.items, change),
              at,
            };
            const [fresh, compiled] = splitWorld(world.rules, world.items);
            atlas = atlas.withRules(compiled, at);
            // Selections are kept with the items: a change of theirs is a change of items.
            const isOfItems = change.do === 'items' || (change.do === 'rules' && change.kind === 'offers');
            if (isOfItems) atlas = atlas.withItems(fresh, past.length);
            const full = Atlas.compile(fresh, compiled, at, 0);
            expect(bits(atlas, world)).toBe(decided(world));
            expect(atlas.hash).toBe(full.hash);
            expect(atlas.compacted().hash).toBe(full.hash);
            if (full.validUntil !== null) expect(atlas.validUntil).toBeLessThanOrEqual(full.validUntil);
            seen.steps++;
            seen.changes += Number(atlas.hash !== past.at(-1)?.atlas.hash);
          }
          for (const one of past) {
            // An item that has moved on is asked by the position it had, as a reader of the old atlas does.
            expect(bits(one.atlas, one.world)).toBe(one.bits);
          }
        },
      ),
      { numRuns: cases(250) },
    );
    if (drawsAll) expect(seen.changes).toBeGreaterThan(seen.steps / 5);
  });

  it('counts as gained and lost what decide answers differently, and comes back when the change is reverted', () => {
    const seen = { gained: 0, lost: 0, effects: new Map<string, string>() };
    fc.assert(
      fc.property(
        worldRules,
        rankedItems,
        fc.array(step, { minLength: 1, maxLength: 3 }),
        (rules, items, steps) => {
          const before: World = { rules, items, at: 3 };
          const changes = steps.filter(({ do: what }) => what === 'rules' || what === 'markets');
          const after: World = { ...before, rules: changes.reduce(changedRules, rules) };
          const [records, old] = splitWorld(rules, items);
          // The publishers' rules about single items stay as they were: those are changes of items.
          const isSelection = ({ side, itemId }: RuleRows['offers'][number]) =>
            side === 'publisher' && itemId !== null;
          const world = {
            ...after,
            rules: {
              ...after.rules,
              offers: [
                ...after.rules.offers.filter((offer) => !isSelection(offer)),
                ...rules.offers.filter(isSelection),
              ],
            },
          };
          const [, next] = splitWorld(world.rules, items);
          const atlas = Atlas.compile(records, old, 3, 0);
          const preview = atlas.withRules(next, 3);
          const diff = atlas.diffTo(preview);
          const changeHash = atlas.hashOfChangeTo(preview);

          const expected = new Map<string, [number, number]>();
          const touched = { gained: new Set<string>(), lost: new Set<string>() };
          const effect: string[] = [];
          const [was, is] = [buildSnapshot(rules), buildSnapshot(world.rules)];
          for (const { item } of items) {
            for (const { code: market, slot } of rules.markets) {
              for (const action of FRESH_ACTIONS) {
                const [yes, now] = [was, is].map((snapshot) => {
                  return decide(snapshot, { item, market, action, at: 3 }).allowed;
                });
                if (yes === now) continue;
                effect.push(`${slot} ${action} ${item.id} ${now}`);
                const key = `${slot} ${action} ${item.category}`;
                const cell = expected.get(key) ?? [0, 0];
                cell[now === true ? 0 : 1]++;
                expected.set(key, cell);
                touched[now === true ? 'gained' : 'lost'].add(item.id);
              }
            }
          }
          const cells = diff.cells.map(({ slot, action, category, gained, lost }) => {
            return [`${slot} ${action} ${category}`, [gained, lost]] as const;
          });
          expect(new Map(cells)).toEqual(expected);
          expect(cells.length).toBe(expected.size);
          expect(new Set(diff.firstGained.map((position) => atlas.idOf(position)))).toEqual(touched.gained);
          expect(new Set(diff.firstLost.map((position) => atlas.idOf(position)))).toEqual(touched.lost);

          // Items that were put again have other positions.
          const moved = Atlas.compile(records, old, 3, 0).withItems(records, 1);
          expect(moved.hashOfChangeTo(moved.withRules(next, 3))).toBe(changeHash);
          const sorted = effect.sort().join();
          expect(seen.effects.get(sorted) ?? changeHash).toBe(changeHash);
          seen.effects.set(sorted, changeHash);

          const reverted = preview.withRules(
            buildSnapshot({ ...rules, offers: rules.offers.filter((offer) => !isSelection(offer)) }),
            3,
          );
          expect(reverted.hash).toBe(atlas.hash);
          expect(atlas.diffTo(reverted).cells).toEqual([]);
          seen.gained += touched.gained.size;
          seen.lost += touched.lost.size;
        },
      ),
      { numRuns: cases(300) },
    );
    // One hash, one effect.
    expect(new Set(seen.effects.values()).size).toBe(seen.effects.size);
    if (!drawsAll) return;
    expect(seen.gained).toBeGreaterThan(15);
    expect(seen.lost).toBeGreaterThan(15);
    expect(seen.effects.size).toBeGreaterThan(15);
  });

  it('refuses to compare atlases of other items', () => {
    fc.assert(
      fc.property(worldRules, rankedItems, (rules, items) => {
        const [records, snapshot] = splitWorld(rules, items);
        const atlas = Atlas.compile(records, snapshot, 0, 0);
        const [first] = items;
        if (first === undefined) return;
        const grown = atlas.withItems([recordOf(first, rules)], 1);
        expect(() => atlas.diffTo(grown)).toThrow(
          expect.objectContaining({ code: 'atlases-differ-in-items' }),
        );
      }),
      { numRuns: 5 },
    );
  });
});

import fc from 'fast-check';
import { item as anItem, offer, prohibition, rows, scope } from '../../decision/spec/factories';
import { cases, drawsAll } from '../../decision/spec/cases';
import { buildSnapshot } from '../../decision/snapshot/build-snapshot';
import { categoryLineage, isWithinCategory } from '../../item/category-path';
import { FRESH_ACTIONS } from '../../rules/action';
import { Atlas } from '../atlas';
import type { ItemRecord } from '../items/item-record';
import { rankedItems, splitWorld, worldRules } from './worlds';

const CATEGORIES = ['app', 'app-kit', 'app/game', 'app/game/casino', 'device/phone'];
const everything = buildSnapshot(rows({ offers: [offer({ id: 'plan', side: 'store' })] }));

/** Ids that do not ascend with the number, a few of them twice. */
const records = fc
  .array(
    fc.record({
      number: fc.integer({ min: 0, max: 60 }),
      category: fc.constantFrom(...CATEGORIES),
      rank: fc.integer({ min: 0, max: 20 }),
      published: fc.boolean(),
    }),
    { maxLength: 60 },
  )
  .map((parts) => {
    return parts.map(({ number, category, rank, published }): ItemRecord => {
      const { parent: _, facts, ...item } = anItem();
      const id = `${((number * 37) % 61).toString(16).padStart(8, '0')}-0000-7000-8000-000000000000`;
      const rest = { parentId: null, selections: [], facts: { ...facts, published } };
      return { ...item, ...rest, id, category, rank };
    });
  });

const unique = (list: readonly ItemRecord[]) => [...new Map(list.map((one) => [one.id, one])).values()];
const inOrder = (a: ItemRecord, b: ItemRecord) =>
  a.category < b.category || (a.category === b.category && a.id < b.id) ? -1 : 1;

describe('the roster of all items', () => {
  it('is turned through by category and id, newcomers among the others and those that moved on left out', () => {
    const asked = fc.constantFrom(null, ...CATEGORIES, 'device', 'nowhere');
    fc.assert(
      fc.property(
        records,
        records,
        asked,
        fc.integer({ min: 1, max: 9 }),
        (first, later, category, limit) => {
          const atlas = Atlas.compile(unique(first), everything, 0, 1).withItems(unique(later), 2);
          const all = unique([...first, ...later]).sort(inOrder);
          const expected = all.filter((one) => category === null || isWithinCategory(one.category, category));
          const { roster } = atlas;
          const found: string[] = [];
          for (let after: { category: string; itemId: string } | null = null; ;) {
            const page: number[] = roster.page({ category, after, limit });
            expect(page.length).toBeLessThanOrEqual(limit);
            const last = page.at(-1);
            if (last === undefined) break;
            found.push(...page.map((position) => atlas.idOf(position)));
            after = { category: roster.categoryOf(last), itemId: atlas.idOf(last) };
          }
          const ids = expected.map(({ id }) => id);
          expect(found).toEqual(ids);
          const runs = roster.paths(category).map((path) => [...roster.sortedRuns(path)]);
          const merged = runs.flatMap((run) => [...roster.merged(run)]);
          expect(merged.map((position) => atlas.idOf(position))).toEqual(ids);
          const single = runs.flat().flatMap((run) => Array.from(run, (position) => Int32Array.of(position)));
          expect([...roster.merged(single)].map((position) => atlas.idOf(position))).toEqual([...ids].sort());
          expect(roster.categories()).toEqual(
            [...new Set(all.flatMap((one) => categoryLineage(one.category)))].sort(),
          );
          if (category !== null) expect(atlas.within(roster.mask(category)).size).toBe(ids.length);
          const positions = expected.map(({ id }) => atlas.positionOf(id)).reverse();
          expect(roster.first(positions, limit).map((position) => atlas.idOf(position))).toEqual(
            ids.slice(0, limit),
          );
          expect([...roster.items(0, atlas.size)].map(({ id }) => id).sort()).toEqual(
            all.map(({ id }) => id).sort(),
          );
        },
      ),
      { numRuns: cases(300) },
    );
  });

  it('tells what a publisher says about an item', () => {
    const { parent: _, ...item } = anItem();
    const selections = [
      {
        markets: scope('DE + FR'),
        actions: ['list'] as const,
        offered: true,
        valid: { from: null, until: null },
      },
    ];
    const id = '00000000-0000-7000-8000-000000000001';
    const atlas = Atlas.compile([{ ...item, id, parentId: null, rank: 1, selections }], everything, 0, 1);
    expect(atlas.roster.selectionsOf(atlas.positionOf(id))[0]?.markets.expression).toBe('DE + FR');
  });
});

describe('what is lost from one atlas to another', () => {
  it('is what one may have and the other may not, of a mask', () => {
    let lost = 0;
    fc.assert(
      fc.property(worldRules, rankedItems, fc.nat(), (rules, items, seed) => {
        const [list, before] = splitWorld(rules, items);
        const closing = prohibition({
          id: 'closing',
          markets: scope('WORLD'),
          valid: { from: null, until: null },
        });
        const [, after] = splitWorld({ ...rules, prohibitions: [...rules.prohibitions, closing] }, items);
        const old = Atlas.compile(list, before, 0, 1);
        const next = old.withRules(after, 0);
        const meant = Array.from({ length: old.size }, (_, position) => position).filter((position) => {
          return ((seed >>> (position % 30)) & 1) === 1;
        });
        const mask = old.roster.maskOf(meant);
        for (const { slot } of rules.markets) {
          for (const action of FRESH_ACTIONS) {
            const expected = meant.filter(
              (position) => old.may(action, slot, position) && !next.may(action, slot, position),
            );
            const found: number[] = [];
            old.forEachLost(next, { action, slot }, mask, (position) => found.push(position));
            expect(found).toEqual(expected);
            lost += found.length;
          }
        }
      }),
      { numRuns: cases(200) },
    );
    if (drawsAll) expect(lost).toBeGreaterThan(50);
  });
});

import fc from 'fast-check';
import { cases, shared } from '../../decision/spec/cases';
import {
  item as anItem,
  items as about,
  offer,
  prohibition,
  rows,
  scope,
} from '../../decision/spec/factories';
import { buildSnapshot } from '../../decision/snapshot/build-snapshot';
import { isWithinCategory } from '../../item/category-path';
import { MarketIndex } from '../../market/market-index';
import { Atlas } from '../atlas';
import type { ItemRecord } from '../items/item-record';
import type { PageCursor } from '../read/page';

const CATEGORIES = ['app', 'app/game', 'app/game/casino', 'app-kit', 'app/tools', 'device/phone'];
const world = rows();
const markets = world.markets.filter(({ code }) => code === 'DE' || code === 'FR');
const groups = world.groups.filter(({ code }) => code === 'WORLD');
const slot = (code: string) => new MarketIndex(markets, groups).market(code).slot;
const select = (expression: string) => [
  {
    markets: scope(expression),
    actions: ['list', 'acquire'] as const,
    offered: true,
    valid: { from: null, until: null },
  },
];
const SELECTIONS = [select('WORLD'), select('DE'), select('WORLD - DE'), []];

function record(index: number, part: Partial<ItemRecord> = {}): ItemRecord {
  const { parent: _, ...item } = anItem();
  const id = `${index.toString(16).padStart(8, '0')}-0000-7000-8000-00000000000${index % 10}`;
  return { ...item, id, parentId: null, rank: index % 97, selections: SELECTIONS[0] ?? [], ...part };
}

const plan = [offer({ id: 'plan', side: 'store' })];
const snapshot = buildSnapshot(rows({ markets, groups, offers: plan }));

const arbitraryRecords = fc
  .array(
    fc.record({
      category: fc.constantFrom(...CATEGORIES),
      rank: fc.integer({ min: 0, max: 20 }),
      selections: fc.constantFrom(...SELECTIONS),
    }),
    { maxLength: 120 },
  )
  .map((parts) => parts.map((part, index) => record(index, part)));

/** What the answers must be, by looking at every item. */
function expected(records: readonly ItemRecord[], atlas: Atlas, category: string | null): ItemRecord[] {
  const latest = [...new Map(records.map((one) => [one.id, one])).values()];
  return latest
    .filter((one) => category === null || isWithinCategory(one.category, category))
    .filter((one) => atlas.may('list', slot('DE'), atlas.positionOf(one.id)))
    .sort((a, b) => b.rank - a.rank || (a.id < b.id ? -1 : 1));
}

function allPages(atlas: Atlas, category: string | null, limit: number): string[] {
  const ids: string[] = [];
  let after: PageCursor | null = null;
  for (;;) {
    const page = atlas.page({ slot: slot('DE'), action: 'list', category, after, limit });
    expect(page.length).toBeLessThanOrEqual(limit);
    const last = page.at(-1);
    if (last === undefined) return ids;
    ids.push(...page.map((position) => atlas.idOf(position)));
    // Pages that never end would repeat items.
    expect(ids.length).toBeLessThanOrEqual(atlas.size);
    after = { rank: atlas.rankOf(last), itemId: atlas.idOf(last) };
  }
}

describe('reading the atlas', () => {
  it('turns pages through every available item of a category once, by rank and id, newcomers among the others', () => {
    const asked = fc.constantFrom(null, ...CATEGORIES, 'device', 'nowhere');
    fc.assert(
      fc.property(
        arbitraryRecords,
        arbitraryRecords,
        asked,
        fc.integer({ min: 1, max: 30 }),
        (old, later, category, limit) => {
          const grown = Atlas.compile(old, snapshot, 0, 1).withItems(later, 2);
          const records = [...old, ...later];
          for (const atlas of [grown, grown.compacted()]) {
            const ids = expected(records, atlas, category).map(({ id }) => id);
            expect(allPages(atlas, category, limit)).toEqual(ids);
            expect(atlas.count({ slot: slot('DE'), action: 'list', category })).toBe(ids.length);
            if (category !== null)
              expect(atlas.countsByCategory('list', slot('DE')).get(category) ?? 0).toBe(ids.length);
            const positions = records.map(({ id }) => atlas.positionOf(id));
            const shown = atlas.filter('list', slot('DE'), positions).map((position) => atlas.idOf(position));
            expect(new Set(shown)).toEqual(new Set(expected(records, atlas, null).map(({ id }) => id)));
          }
        },
      ),
      { numRuns: cases(300) },
    );
  });

  it('says of an available item when its own selection ends, or the one of its app', () => {
    const until = (valid: number | null) =>
      select('DE').map((one) => ({ ...one, valid: { from: null, until: valid } }));
    const app = record(1, { selections: until(500) });
    const inside = { kind: 'in-app-product' as const, parentId: app.id };
    const product = record(2, { ...inside, selections: until(null) });
    const records = [app, product, record(3, { selections: until(null) })];
    const atlas = Atlas.compile(records, snapshot, 0, 1);
    const told = records.map(({ id }) => atlas.decide(atlas.positionOf(id), 'DE', 'acquire'));
    expect(told.map(({ allowed }) => allowed)).toEqual([true, true, true]);
    expect(told.map(({ nextChange }) => nextChange?.at)).toEqual([500, 500, undefined]);
  });

  it('goes on behind a cursor whose item has left, in another layout', () => {
    const records = Array.from({ length: 50 }, (_, index) => record(index, { rank: index }));
    const atlas = Atlas.compile(records, snapshot, 0, 1);
    const question = { slot: slot('DE'), action: 'list' as const, category: null, limit: 10 };
    const [, , third] = atlas.page({ ...question, after: null });
    const after = { rank: 47, itemId: atlas.idOf(third ?? -1) };
    const gone = atlas.withItems([record(47, { rank: 3, selections: [] })], 2).compacted();
    const ranks = gone.page({ ...question, after }).map((position) => gone.rankOf(position));
    expect(ranks).toEqual([46, 45, 44, 43, 42, 41, 40, 39, 38, 37]);
  });

  describe('with more items than one chunk holds', () => {
    const count = 35_000;
    const records = Array.from({ length: count }, (_, index) => {
      const category = CATEGORIES[index % CATEGORIES.length] ?? 'app';
      return record(index, { category, selections: SELECTIONS[index % 5 === 0 ? 1 : 0] ?? [] });
    });
    const compiled = shared(() => Atlas.compile(records, snapshot, 0, 1));

    it('pages and counts across chunks', () => {
      const atlas = compiled();
      const ids = expected(records, atlas, 'app').map(({ id }) => id);
      expect(ids.length).toBeGreaterThan(count / 2);
      expect(allPages(atlas, 'app', 5_000)).toEqual(ids);
      expect(atlas.count({ slot: slot('DE'), action: 'list', category: null })).toBe(count);
      expect(atlas.count({ slot: slot('FR'), action: 'list', category: null })).toBe((count / 5) * 4);
    });

    it('counts a change across chunks, by category and market, and names the first items', () => {
      const atlas = compiled();
      const block = prohibition({ items: about({ categories: ['app/game'] }), markets: scope('DE + FR') });
      const blocked = atlas.withRules(
        buildSnapshot(rows({ markets, groups, offers: plan, prohibitions: [block] })),
        0,
      );
      const diff = atlas.diffTo(blocked);
      const games = records.filter(({ category }) => category === 'app/game');
      const inFrance = games.filter(({ selections }) => selections === SELECTIONS[0]).length;
      const cell = (code: string, category: string) =>
        diff.cells.filter((one) => one.slot === slot(code) && one.category === category);
      expect(cell('DE', 'app/game')).toEqual(
        (['list', 'acquire'] as const).map((action) => {
          return { slot: slot('DE'), action, category: 'app/game', gained: 0, lost: games.length };
        }),
      );
      expect(cell('FR', 'app/game').map(({ lost }) => lost)).toEqual([inFrance, inFrance]);
      expect(cell('DE', 'app/game/casino')).toHaveLength(2);
      expect(diff.cells).toHaveLength(8);
      expect(diff.firstLost).toHaveLength(20);
      expect(diff.firstGained).toEqual([]);
      expect(blocked.diffTo(atlas).firstGained).toHaveLength(20);
      expect(blocked.withRules(snapshot, 0).hash).toBe(atlas.hash);
    });
  });

  it.each([
    ['invalid-item-id', [record(1, { id: 'Not-a-uuid' })]],
    ['duplicate-item', [record(1), record(1)]],
    ['invalid-rank', [record(1, { rank: -1 })]],
    ['invalid-rank', [record(1, { rank: 0.5 })]],
  ])('refuses items with %s', (code, records) => {
    expect(() => Atlas.compile(records, snapshot, 0, 1)).toThrow(expect.objectContaining({ code }));
  });
});

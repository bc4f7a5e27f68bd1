import { buildSnapshot } from '../../decision/snapshot/build-snapshot';
import {
  item as anItem,
  items as about,
  offer,
  offeredEverywhere,
  prohibition,
  rows,
  scope,
} from '../../decision/spec/factories';
import type { RuleRows } from '../../rules/rule-rows';
import { Atlas } from '../atlas';
import { CHUNK_POSITIONS } from '../bits/chunk';
import type { ItemRecord } from '../items/item-record';

const seeded = rows();
const markets = seeded.markets.filter(({ code }) => ['DE', 'FR', 'US'].includes(code));
const groups = seeded.groups.filter(({ code }) => code === 'WORLD');
const rulesOf = (part: Partial<RuleRows> = {}) => buildSnapshot(rows({ markets, groups, ...part }));
const slot = (code: string) => rulesOf().markets.market(code).slot;
const uuid = (number: number) => `${number.toString(16).padStart(8, '0')}-0000-7000-8000-000000000000`;
const against = (itemIds: string[], markets: string) =>
  rulesOf({
    prohibitions: [prohibition({ items: about({ itemIds }), markets: scope(markets), actions: ['list'] })],
  });

function record(number: number, part: Partial<ItemRecord> = {}): ItemRecord {
  const { parent: _, ...item } = anItem();
  const category = number % 2 === 0 ? 'app/game' : 'app/tools';
  return { ...item, id: uuid(number), category, parentId: null, rank: 5, selections: [], ...part };
}
const recordsOf = (count: number) => Array.from({ length: count }, (_, number) => record(number));
const compile = (count: number, rules = rulesOf()) => Atlas.compile(recordsOf(count), rules, 0, 1);

describe('what one atlas gives and takes against another', () => {
  it('is nothing between equal ones', () => {
    const atlas = compile(4);
    const nothing = { cells: [], firstGained: [], firstLost: [] };
    expect(atlas.diffTo(atlas)).toEqual(nothing);
    expect(atlas.diffTo(atlas.withRules(rulesOf(), 0))).toEqual(nothing);
  });

  it('is counted by market, action and category', () => {
    const atlas = compile(40);
    const after = atlas.withRules(against([uuid(0), uuid(2), uuid(3)], 'DE + FR'), 0);
    const lost = ['DE', 'FR'].flatMap((code) => [
      { slot: slot(code), action: 'list', category: 'app/game', gained: 0, lost: 2 },
      { slot: slot(code), action: 'list', category: 'app/tools', gained: 0, lost: 1 },
    ]);
    expect(atlas.diffTo(after).cells).toEqual(lost);
    const positions = [0, 2, 3].map((number) => atlas.positionOf(uuid(number)));
    expect(atlas.diffTo(after)).toMatchObject({ firstGained: [], firstLost: positions });
    expect(after.diffTo(atlas).cells).toEqual(lost.map((cell) => ({ ...cell, gained: cell.lost, lost: 0 })));
    expect(after.diffTo(atlas)).toMatchObject({ firstGained: positions, firstLost: [] });
  });

  it('is gain and loss at once', () => {
    const before = compile(8, against([uuid(0), uuid(4)], 'DE'));
    const diff = before.diffTo(before.withRules(against([uuid(4), uuid(6), uuid(7)], 'DE'), 0));
    expect(diff.cells).toEqual([
      { slot: slot('DE'), action: 'list', category: 'app/game', gained: 1, lost: 1 },
      { slot: slot('DE'), action: 'list', category: 'app/tools', gained: 0, lost: 1 },
    ]);
    expect(diff.firstGained.map((position) => before.idOf(position))).toEqual([uuid(0)]);
    expect(diff.firstLost.map((position) => before.idOf(position))).toEqual([uuid(6), uuid(7)]);
  });

  it('names the first twenty items, each one once', () => {
    const atlas = compile(60);
    const all = Array.from({ length: 60 }, (_, number) => uuid(number));
    const { firstLost, cells } = atlas.diffTo(atlas.withRules(against(all, 'DE + FR'), 0));
    expect(firstLost).toEqual(Array.from({ length: 20 }, (_, position) => position));
    expect(cells.map(({ lost }) => lost)).toEqual([30, 30, 30, 30]);
    const few = atlas.diffTo(atlas.withRules(against([uuid(58), uuid(59)], 'WORLD'), 0)).firstLost;
    expect(few.map((position) => atlas.idOf(position))).toEqual([uuid(58), uuid(59)]);
  });

  it('counts newcomers in their own categories, old ones and new ones', () => {
    const atlas = compile(4).withItems([record(10), record(11, { category: 'device' }), record(12)], 2);
    const ids = [0, 10, 11, 12].map(uuid);
    const after = atlas.withRules(against([uuid(0), uuid(10), uuid(11)], 'DE'), 0);
    const cell = { slot: slot('DE'), action: 'list', gained: 0 };
    expect(atlas.diffTo(after).cells).toEqual([
      { ...cell, category: 'app/game', lost: 2 },
      { ...cell, category: 'device', lost: 1 },
    ]);
    expect(atlas.diffTo(after).firstLost.map((position) => atlas.idOf(position))).toEqual(ids.slice(0, 3));
    expect(after.diffTo(atlas).cells.map(({ gained }) => gained)).toEqual([2, 1]);
    const other = atlas.diffTo(atlas.withRules(against([uuid(12)], 'FR'), 0));
    expect(other.cells).toEqual([{ ...cell, slot: slot('FR'), category: 'app/game', lost: 1 }]);
  });

  it('counts where facts say something else, too', () => {
    const select = (expression: string) => [
      ...offeredEverywhere(),
      offer({
        id: 'other',
        side: 'publisher',
        publisherId: 'acme',
        category: 'app/game',
        markets: scope(expression),
        offered: false,
      }),
    ];
    const before = compile(10, rulesOf({ offers: select('DE') }));
    const diff = before.diffTo(before.withRules(rulesOf({ offers: select('FR') }), 0));
    expect(
      diff.cells.map(({ slot: at, action, category, gained, lost }) => [at, action, category, gained, lost]),
    ).toEqual(
      [slot('DE'), slot('FR')].flatMap((at) =>
        ['list', 'acquire'].map((action) => [
          at,
          action,
          'app/game',
          at === slot('DE') ? 5 : 0,
          at === slot('FR') ? 5 : 0,
        ]),
      ),
    );
    const shut = markets.map((one) =>
      one.code === 'US' ? { ...one, statuses: [{ from: null, status: 'closed' as const }] } : one,
    );
    const closed = compile(10, rulesOf({ markets: shut }));
    const opened = closed.diffTo(closed.withRules(against([uuid(1)], 'US'), 0));
    expect(opened.cells.map(({ gained, lost }) => [gained, lost])).toEqual([
      [5, 0],
      [4, 0],
      [5, 0],
      [5, 0],
    ]);
    expect(opened.firstGained).toHaveLength(10);
  });

  it('counts launches and ends of selections, which facts say item by item, beside what rules deny', () => {
    const { facts } = record(0);
    const launch = { time: { kind: 'instant' as const, at: 10 }, before: 'embargo' as const };
    const withdrawn = { by: 'store' as const, since: 10, retention: 'full' as const };
    const parts: Partial<ItemRecord>[] = [
      {},
      {},
      { facts: { ...facts, launch } },
      { facts: { ...facts, withdrawn } },
    ];
    const records = Array.from({ length: 16 }, (_, number) => record(number, parts[number % 4]));
    const denied = rulesOf({
      prohibitions: [
        prohibition({ items: about({ itemIds: [uuid(2), uuid(3), uuid(4)] }), markets: scope('DE') }),
      ],
    });
    const atlas = Atlas.compile(records, denied, 0, 1);
    const { cells, firstGained, firstLost } = atlas.diffTo(atlas.withRules(denied, 10));
    const counts = cells.map((cell) => [cell.slot, cell.category, cell.gained, cell.lost]);
    const inEach = (code: string, count: number) => [
      [slot(code), 'app/game', count, 0],
      [slot(code), 'app/tools', 0, count],
    ];
    const expected = markets.flatMap(({ code }) => {
      const ofOne = inEach(code, code === 'DE' ? 3 : 4);
      return [...ofOne, ...ofOne];
    });
    expect(counts).toEqual(expected);
    expect(firstGained.map((position) => atlas.idOf(position)).sort()).toEqual([2, 6, 10, 14].map(uuid));
    expect(firstLost.map((position) => atlas.idOf(position)).sort()).toEqual([3, 7, 11, 15].map(uuid));
    const lifted = atlas.diffTo(atlas.withRules(rulesOf(), 10));
    const german = lifted.cells.filter((cell) => cell.slot === slot('DE') && cell.action === 'list');
    expect(german.map(({ gained, lost }) => [gained, lost])).toEqual([
      [5, 0],
      [0, 3],
    ]);
  });

  it('finds single items at any place of a large catalogue', () => {
    const count = CHUNK_POSITIONS + 200;
    const atlas = compile(count);
    const last = [0, 31, 32, CHUNK_POSITIONS - 1, CHUNK_POSITIONS, CHUNK_POSITIONS + 45, count - 1];
    const after = atlas.withRules(
      against(
        last.map((position) => atlas.idOf(position)),
        'DE',
      ),
      0,
    );
    const { cells, firstLost } = atlas.diffTo(after);
    expect(firstLost).toEqual(last);
    expect(cells.map(({ category, lost }) => [category, lost])).toEqual([
      ['app/game', 3],
      ['app/tools', 4],
    ]);
    // Every second position, so that no word of the mask takes all items: three of those that left are among them.
    const second = after.within(new Uint32Array(1031).fill(0x55555555));
    expect(second.count('list', slot('DE'))).toBe(count / 2 - 3);
    expect(second.count('list', slot('FR'))).toBe(count / 2);
    const within = after.within(new Uint32Array(1031).fill(-1));
    const absent = within.absent('list', slot('DE'), [0, 3, 4, 6]);
    expect(absent).toEqual([0, 3, 4, 6].map((number) => last[number]));
    expect(within.count('list', slot('DE'))).toBe(count - last.length);
    expect(after.count({ slot: slot('DE'), action: 'list', category: null })).toBe(count - last.length);
    expect(after.count({ slot: slot('DE'), action: 'list', category: 'app/tools' })).toBe(count / 2 - 4);
    const { rank } = record(0);
    const page = after.page({
      slot: slot('DE'),
      action: 'list',
      category: 'app/tools',
      after: { rank, itemId: atlas.idOf(CHUNK_POSITIONS - 3) },
      limit: 3,
    });
    expect(page).toEqual([CHUNK_POSITIONS - 2, CHUNK_POSITIONS + 1, CHUNK_POSITIONS + 2]);
  });
});

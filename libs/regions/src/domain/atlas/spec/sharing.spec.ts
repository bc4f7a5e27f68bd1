import { buildSnapshot } from '../../decision/snapshot/build-snapshot';
import {
  acceptance,
  credential,
  item as anItem,
  items as about,
  offer,
  offeredEverywhere,
  prohibition,
  requirement,
  rows,
  scope,
} from '../../decision/spec/factories';
import { MarketIndex } from '../../market/market-index';
import { FRESH_ACTIONS } from '../../rules/action';
import type { RuleRows } from '../../rules/rule-rows';
import { EMPTY_CHUNK, NO_POSITION } from '../bits/chunk';
import type { AtlasState } from '../compile/atlas-state';
import { changedRules, marketChange } from '../compile/changed-rules';
import { compileAll } from '../compile/compile-all';
import { mentionsOf } from '../compile/mentions';
import { recompileItems } from '../compile/recompile-items';
import { recompileRules } from '../compile/recompile-rules';
import type { ItemRecord } from '../items/item-record';
import { ItemTable } from '../items/item-table';
import { settlingAt } from '../items/settle';

const seeded = rows();
const markets = seeded.markets.filter(({ code }) => ['DE', 'FR', 'US'].includes(code));
const groups = seeded.groups.filter(({ code }) => code === 'WORLD');
const [DE, FR, US] = ['DE', 'FR', 'US'].map(
  (code) => markets.find((one) => one.code === code)?.slot ?? -1,
) as [number, number, number];
const rulesOf = (part: Partial<RuleRows> = {}) => buildSnapshot(rows({ markets, groups, ...part }));
const GAMES = prohibition({ items: about({ categories: ['app/game'] }), markets: scope('DE + FR') });

function record(number: number, part: Partial<ItemRecord> = {}): ItemRecord {
  const { parent: _, ...item } = anItem();
  const id = `${number.toString(16).padStart(8, '0')}-0000-7000-8000-000000000000`;
  const category = number % 2 === 0 ? 'app/game' : 'app/tools';
  return { ...item, id, category, parentId: null, rank: 5, selections: [], ...part };
}

function stateOf(part: Partial<RuleRows> = {}, count = 8): AtlasState {
  const rules = rulesOf(part);
  const records = Array.from({ length: count }, (_, number) => record(number));
  return compileAll(ItemTable.build(records, settlingAt(0, rules.markets)), rules, 0);
}
const SLOTS = [DE, FR, US];
const rowsOf = (state: AtlasState, of: 'rows' | 'facts' = 'rows') =>
  SLOTS.flatMap((slot) => FRESH_ACTIONS.map((action) => state[of][action][slot]));
const settling = settlingAt(0, rulesOf().markets);

/** A million items take gigabytes unless atlases hold together what is the same in them. */
describe('an atlas holds together with the one that it came from', () => {
  it('everything, where rules say the same', () => {
    const old = stateOf({ prohibitions: [GAMES] });
    const now = recompileRules(old, rulesOf({ prohibitions: [GAMES] }), 0);
    rowsOf(now).forEach((row, index) => expect(row).toBe(rowsOf(old)[index]));
    rowsOf(now, 'facts').forEach((row, index) => expect(row).toBe(rowsOf(old, 'facts')[index]));
    expect(now.denials).toBe(old.denials);
    expect(now.positions.klass).toBe(old.positions.klass);
    expect(now.positions.selection).toBe(old.positions.selection);
    expect(now.profileSets).toBe(old.profileSets);
    expect(now.open).toBe(old.open);
  });

  it('the markets in which nothing changes, and what facts say in the others', () => {
    const old = stateOf();
    const now = recompileRules(old, rulesOf({ prohibitions: [GAMES] }), 0);
    rowsOf(now, 'facts').forEach((row, index) => expect(row).toBe(rowsOf(old, 'facts')[index]));
    for (const action of FRESH_ACTIONS) expect(now.rows[action][US]).toBe(old.rows[action][US]);
    expect(now.rows.list[DE]?.[0]?.words).toBe(old.rows.list[DE]?.[0]?.words);
    expect(now.rows.list[DE]?.[0]?.count).toBe(4);
    expect(old.rows.list[DE]?.[0]?.count).toBe(8);
    const back = recompileRules(now, rulesOf(), 0);
    SLOTS.forEach((slot) => expect(back.rows.list[slot]?.[0]).toBe(old.rows.list[slot]?.[0]));
    expect(back.rows.list[DE]?.[0]?.denied).toBe(NO_POSITION);
  });

  it('one mask for all markets in which the same is denied, and one piece for both actions', () => {
    for (const state of [
      stateOf({ prohibitions: [GAMES] }),
      recompileRules(stateOf(), rulesOf({ prohibitions: [GAMES] }), 0),
    ]) {
      expect(state.rows.list[DE]?.[0]?.denied).toBe(state.rows.list[FR]?.[0]?.denied);
      for (const slot of SLOTS) expect(state.rows.list[slot]?.[0]).toBe(state.rows.acquire[slot]?.[0]);
    }
  });

  it('one empty piece wherever nothing is available', () => {
    const closed = { prohibitions: [prohibition({ markets: scope('DE') })] };
    for (const state of [stateOf(closed), recompileRules(stateOf(), rulesOf(closed), 0)])
      expect(state.rows.list[DE]?.[0]).toBe(EMPTY_CHUNK);
    const nobody = stateOf({
      offers: [offer({ id: 'plan' }), offer({ side: 'publisher', publisherId: 'other' })],
    });
    for (const slot of SLOTS) expect(nobody.rows.list[slot]?.[0] ?? EMPTY_CHUNK).toBe(EMPTY_CHUNK);
    expect(nobody.facts.list[511] ?? []).toEqual([]);
  });

  it('the other markets when one closes or opens', () => {
    const old = stateOf();
    const shut = markets.map((one) =>
      one.code === 'DE' ? { ...one, statuses: [{ from: null, status: 'closed' as const }] } : one,
    );
    const now = recompileRules(old, rulesOf({ markets: shut }), 0);
    expect([now.rows.list[DE], now.facts.list[DE]]).toEqual([[], []]);
    for (const slot of [FR, US]) expect(now.rows.list[slot]).toBe(old.rows.list[slot]);
    expect(now.denials).toBe(old.denials);
    const again = recompileRules(now, rulesOf(), 0);
    for (const slot of [FR, US]) expect(again.rows.list[slot]).toBe(old.rows.list[slot]);
    expect(again.rows.list[DE]?.[0]).toBe(again.rows.acquire[DE]?.[0]);
    expect(again.rows.list[DE]?.[0]?.count).toBe(8);
  });

  it('the classes of all items, but those of publishers and items that rules name for the first time', () => {
    const old = stateOf();
    const named = prohibition({ items: about({ itemIds: [record(3).id] }) });
    const now = recompileRules(old, rulesOf({ prohibitions: [named] }), 0);
    const moved = [...now.positions.klass].flatMap((klass, position) =>
      klass === old.positions.klass[position] ? [] : [position],
    );
    expect(moved).toEqual([now.table.positionOf(record(3).id)]);
    const again = recompileRules(now, rulesOf({ prohibitions: [{ ...named, markets: scope('DE') }] }), 0);
    expect(again.positions.klass).toBe(now.positions.klass);
  });

  it('the selections of the items, while no publisher says anything of more than one', () => {
    const old = stateOf({ offers: [offer({ id: 'plan' })] });
    expect(old.positions.selection).toBe(old.table.columns.selection);
  });

  it('the markets in which the day of a launch has not come', () => {
    const rules = rulesOf();
    const launch = {
      time: { kind: 'market-local' as const, at: '1970-01-02T00:00' },
      before: 'embargo' as const,
    };
    const facts = { ...anItem().facts, launch };
    const records = [record(0), record(1, { facts })];
    const old = compileAll(ItemTable.build(records, settling), rules, 0);
    const hours = 3_600_000;
    // Midnight has come to Europe, and not to America.
    const now = recompileRules(old, rules, 24 * hours + 1);
    for (const action of FRESH_ACTIONS) {
      expect(now.facts[action][DE]?.[0]?.count).toBe(2);
      expect(now.facts[action][US]).toBe(old.facts[action][US]);
      expect(now.rows[action][US]).toBe(old.rows[action][US]);
    }
  });

  it('one empty piece, where the only item has left', () => {
    const old = stateOf({}, 1);
    const withdrawn = { by: 'store' as const, since: 0, retention: 'full' as const };
    const facts = { ...anItem().facts, withdrawn };
    const now = recompileItems(old, old.table.with([record(0, { facts })], settling));
    for (const slot of SLOTS) expect(now.facts.list[slot]?.[0]).toBe(EMPTY_CHUNK);
  });

  it('pieces of 32,768 items that no new item is in', () => {
    const old = stateOf({}, 33_000);
    const now = recompileItems(old, old.table.with([record(40_000)], settling));
    expect(now.table.columns).toBe(old.table.columns);
    for (const action of FRESH_ACTIONS) {
      for (const slot of SLOTS) {
        expect(now.rows[action][slot]?.[0]).toBe(old.rows[action][slot]?.[0]);
        expect(now.rows[action][slot]?.[1]?.count).toBe(33_001 - 32_768);
      }
    }
    expect(now.rows.list[DE]?.[1]).toBe(now.rows.acquire[DE]?.[1]);
    expect(old.rows.list[DE]?.[1]?.count).toBe(33_000 - 32_768);
    expect(now.denials[0]).toBe(old.denials[0]);
    expect(now.denials[1]).toBe(old.denials[1]);
  });

  it('both actions, after an item has moved on', () => {
    const old = stateOf({}, 3);
    const now = recompileItems(old, old.table.with([record(1, { category: 'app/chat' })], settling));
    for (const slot of SLOTS) {
      expect(now.rows.list[slot]?.[0]?.count).toBe(3);
      expect(now.rows.list[slot]?.[0]).toBe(now.rows.acquire[slot]?.[0]);
      expect(now.facts.list[slot]?.[0]).toBe(now.facts.acquire[slot]?.[0]);
    }
  });
});

describe('what is different between two moments', () => {
  const moment = (part: Partial<RuleRows>, at = 0) => ({ rules: rulesOf(part), at });
  const idsOf = (before: ReturnType<typeof moment>, after: ReturnType<typeof moment>) =>
    changedRules(before, after).map(({ row }) => (row as { id: string }).id);
  const dated = prohibition({ id: 'dated', valid: { from: 10, until: 20 } });

  it('is nothing between equal ones, read once or twice', () => {
    const part = { prohibitions: [GAMES, dated], requirements: [requirement()], credentials: [credential()] };
    const one = moment(part);
    expect(idsOf(one, one)).toEqual([]);
    expect(idsOf(one, moment(part))).toEqual([]);
    expect(idsOf(one, moment(structuredClone(part)))).toEqual([]);
  });

  it.each([
    [0, 9, []],
    [0, 10, ['dated']],
    [10, 19, []],
    [19, 20, ['dated']],
    [9, 20, []],
  ])('is a rule that begins or ends from %i to %i', (from, to, ids) => {
    expect(idsOf(moment({ prohibitions: [dated] }, from), moment({ prohibitions: [dated] }, to))).toEqual(
      ids,
    );
  });

  it('is a rule that came, went or became another one', () => {
    const [with_, without] = [moment({ prohibitions: [GAMES, dated] }), moment({ prohibitions: [dated] })];
    expect(idsOf(with_, without)).toEqual([GAMES.id]);
    expect(idsOf(without, with_)).toEqual([GAMES.id]);
    const other = moment({ prohibitions: [{ ...GAMES, markets: scope('US') }, dated] });
    expect(idsOf(with_, other)).toEqual([GAMES.id, GAMES.id]);
    const twice = moment({ prohibitions: [GAMES, { ...GAMES }, dated] });
    expect(idsOf(with_, twice)).toEqual([GAMES.id]);
  });

  it('is a credential that counts no more because of its deal', () => {
    const paper = credential({ dealId: 'deal' });
    const agreed = (
      kind: 'licence' | 'assignment',
      until: number | null = null,
      from: number | null = null,
    ) =>
      moment({
        credentials: [paper],
        deals: [{ id: 'deal', kind, counterparty: 'x', title: 'x', valid: { from, until } }],
      });
    expect(idsOf(agreed('licence'), agreed('licence'))).toEqual([]);
    expect(idsOf(agreed('licence'), agreed('assignment'))).not.toEqual([]);
    expect(idsOf(agreed('licence', 30), agreed('licence', 40))).not.toEqual([]);
    expect(idsOf(agreed('licence', null, 30), agreed('licence', null, 40))).not.toEqual([]);
  });

  it('is what publishers and the store offer', () => {
    const [before, after] = [moment({ offers: [] }), moment({ offers: offeredEverywhere() })];
    expect(idsOf(before, after).sort()).toEqual(['plan', 'selection']);
  });

  it('is much, or the status of markets, or none of them', () => {
    const index = new MarketIndex(markets, groups);
    const other = (part: Partial<(typeof markets)[number]>) =>
      new MarketIndex(
        markets.map((one) => ({ ...one, ...(one.code === 'DE' && part) })),
        groups,
      );
    const statuses = [{ from: 5, status: 'closed' as const }];
    expect(marketChange(index, index)).toBe('none');
    expect(marketChange(index, new MarketIndex(markets, groups))).toBe('none');
    expect(marketChange(index, new MarketIndex(structuredClone(markets), structuredClone(groups)))).toBe(
      'none',
    );
    expect(marketChange(index, other({ statuses }))).toBe('statuses');
    expect(marketChange(index, other({ zone: 'Etc/UTC' }))).toBe('much');
    expect(marketChange(index, other({ currencies: [] }))).toBe('much');
    expect(marketChange(index, new MarketIndex(markets, []))).toBe('much');
    expect(marketChange(index, new MarketIndex(markets.slice(1), groups))).toBe('much');
  });
});

describe('whom rules name', () => {
  it('is everyone in a scope of theirs, and the holders of credentials', () => {
    const named = mentionsOf(
      rulesOf({
        prohibitions: [prohibition({ items: about({ publisherIds: ['p1'], itemIds: ['i1'] }) })],
        requirements: [requirement({ items: about({ publisherIds: ['p2'], itemIds: ['i2'] }) })],
        credentials: [
          credential({ holder: { kind: 'publisher', publisherId: 'p3' } }),
          credential({ holder: { kind: 'operator' }, items: about({ publisherIds: ['p4'] }) }),
        ],
        riskAcceptances: [acceptance({ items: about({ publisherIds: ['p7'], itemIds: ['i4'] }) })],
        offers: [
          offer({ publisherId: 'p5', itemId: 'i3' }),
          offer({ side: 'publisher', publisherId: 'p6' }),
          offer({ side: 'store' }),
        ],
      }),
    );
    expect(named.publishers).toEqual(new Set(['p1', 'p2', 'p3', 'p4', 'p5', 'p6', 'p7']));
    expect(named.items).toEqual(new Set(['i1', 'i2', 'i3', 'i4']));
    expect(named.joint).toEqual(new Set(['p6']));
  });
});

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
import { setBit } from '../bits/words';
import { type ItemRecord, selectionsFor } from '../items/item-record';

const uuid = (number: number) => `${number.toString(16).padStart(8, '0')}-0000-7000-8000-00000000000a`;

function record(number: number, part: Partial<ItemRecord> = {}): ItemRecord {
  const { parent: _, ...item } = anItem();
  return { ...item, id: uuid(number), parentId: null, rank: 100 - number, selections: [], ...part };
}

const rulesOf = (part: Partial<RuleRows> = {}) => buildSnapshot(rows(part));
const slot = (code: string) => rulesOf().markets.market(code).slot;
const GAMES = prohibition({ items: about({ categories: ['app/game'] }), markets: scope('DE + FR') });
/** Forty items, of which every fourth is a game. */
const RECORDS = Array.from({ length: 40 }, (_, number) =>
  record(number, { category: number % 4 === 0 ? 'app/game' : 'app/tools' }),
);
const idsOf = (atlas: Atlas, positions: readonly number[]) =>
  positions.map((position) => atlas.idOf(position));

describe('an atlas', () => {
  const compile = (part: Partial<RuleRows> = {}, records = RECORDS) =>
    Atlas.compile(records, rulesOf(part), 5, 7);

  it('knows of which rules, instant and items it was made', () => {
    const atlas = compile({ epoch: 12 });
    expect([atlas.epoch, atlas.at, atlas.revision, atlas.size, atlas.newcomers]).toEqual([12, 5, 7, 40, 0]);
    const grown = atlas.withItems([record(50), record(3, { rank: 0 })], 8);
    expect([grown.revision, grown.size, grown.newcomers]).toEqual([8, 42, 2]);
    expect([atlas.size, atlas.newcomers]).toEqual([40, 0]);
    expect(grown.compacted().size).toBe(41);
    expect([grown.compacted().revision, grown.compacted().newcomers]).toEqual([8, 0]);
    expect(atlas.withRules(rulesOf({ epoch: 13 }), 9)).toMatchObject({ epoch: 13, at: 9, revision: 7 });
  });

  it('finds items by id, and says where they stand', () => {
    const atlas = compile();
    for (const { id, rank } of RECORDS) {
      const position = atlas.positionOf(id);
      expect([atlas.idOf(position), atlas.rankOf(position)]).toEqual([id, rank]);
    }
    expect(atlas.positionOf(uuid(99))).toBe(-1);
    expect(() => atlas.positionOf('99')).toThrow(expect.objectContaining({ code: 'invalid-item-id' }));
    expect(atlas.rankOf(1_000_000)).toBe(0);
  });

  it('answers until the next date of a rule, and until one of the markets otherwise', () => {
    const { validUntil } = compile();
    expect(validUntil).toBeGreaterThan(90);
    const dated = { ...GAMES, valid: { from: 40, until: 90 } };
    expect(compile({ prohibitions: [dated] }).validUntil).toBe(40);
    const later = compile({ prohibitions: [dated] }).withRules(rulesOf({ prohibitions: [dated] }), 40);
    expect(later.validUntil).toBe(90);
    expect(later.withRules(rulesOf({ prohibitions: [dated] }), 90).validUntil).toBe(validUntil);
  });

  it('filters, counts and numbers what is available among given positions', () => {
    const atlas = compile({ prohibitions: [GAMES] });
    const positions = [7, 0, 4, 39, 8, 3].map((number) => atlas.positionOf(uuid(number)));
    expect(idsOf(atlas, atlas.filter('list', slot('DE'), positions))).toEqual([7, 39, 3].map(uuid));
    expect(atlas.filter('list', slot('US'), positions)).toEqual(positions);
    const mask = new Uint32Array(2);
    for (const position of positions) setBit(mask, position);
    const within = atlas.within(mask);
    expect(within.size).toBe(6);
    expect(within.count('list', slot('DE'))).toBe(3);
    expect(within.count('acquire', slot('US'))).toBe(6);
    const absent = [0, 4, 8].map((number) => atlas.positionOf(uuid(number))).sort((a, b) => a - b);
    expect(within.absent('list', slot('DE'), [0, 1, 2, 3])).toEqual(absent);
    expect(within.absent('list', slot('DE'), [1])).toEqual([absent[1]]);
    expect(within.absent('list', slot('DE'), [0, 2])).toEqual([absent[0], absent[2]]);
    expect(within.absent('list', slot('US'), [0])).toEqual([]);
    expect(within.absent('list', slot('DE'), [])).toEqual([]);
  });

  it('has nothing in a slot that no market has', () => {
    const atlas = compile();
    const question = { slot: 511, action: 'list', category: null } as const;
    expect(atlas.may('list', 511, 0)).toBe(false);
    expect(atlas.count(question)).toBe(0);
    expect(atlas.page({ ...question, after: null, limit: 5 })).toEqual([]);
    expect(atlas.countsByCategory('acquire', 511)).toEqual(new Map());
  });

  it('counts by category, with everything below and without what has nothing', () => {
    const atlas = compile({ prohibitions: [GAMES] });
    expect(atlas.countsByCategory('list', slot('DE'))).toEqual(
      new Map([
        ['app/tools', 30],
        ['app', 30],
      ]),
    );
    expect(atlas.countsByCategory('list', slot('US'))).toEqual(
      new Map([
        ['app/game', 10],
        ['app', 40],
        ['app/tools', 30],
      ]),
    );
    expect(atlas.count({ slot: slot('US'), action: 'list', category: 'app/game' })).toBe(10);
    expect(atlas.count({ slot: slot('DE'), action: 'list', category: 'app' })).toBe(30);
  });

  it('knows who has a launch ahead, an app or a product inside it', () => {
    const launch = (at: number) => ({ time: { kind: 'instant' as const, at }, before: 'announce' as const });
    const { facts } = record(0);
    const records = [
      record(1, { facts: { ...facts, launch: launch(50) } }),
      record(2, { kind: 'in-app-product', parentId: uuid(1) }),
      record(3),
      record(4, { kind: 'in-app-product', parentId: uuid(3) }),
      record(5, { facts: { ...facts, launch: launch(5) } }),
    ];
    const atlas = compile({}, records);
    expect(records.map(({ id }) => atlas.hasLaunchAhead(atlas.positionOf(id)))).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  it('shares positions with what came from it until a new layout', () => {
    const atlas = compile();
    expect(atlas.sharesPositions(atlas.withRules(rulesOf({ prohibitions: [GAMES] }), 5))).toBe(true);
    expect(atlas.sharesPositions(atlas.withItems([record(60)], 8))).toBe(true);
    expect(atlas.sharesPositions(atlas.compacted())).toBe(false);
    expect(() => atlas.diffTo(atlas.compacted())).toThrow(
      expect.objectContaining({ code: 'atlases-differ-in-items' }),
    );
    expect(() => atlas.hashOfChangeTo(compile().withItems([record(60)], 8))).toThrow(
      expect.objectContaining({ code: 'atlases-differ-in-items' }),
    );
  });

  it('gives the hashes that it always gave: those of epochs are kept, and a replay must find them again', () => {
    const atlas = compile();
    const without = compile({ prohibitions: [GAMES] });
    const listing = atlas.withRules(rulesOf({ prohibitions: [{ ...GAMES, actions: ['acquire'] }] }), 5);
    expect([atlas.hash, without.hash, listing.hash]).toEqual([
      '1b2b0db2a637cf64',
      '8745a6861f65711d',
      'c60cb417ea0351cb',
    ]);
    const closed = atlas.withRules(rulesOf({ prohibitions: [GAMES] }), 5);
    expect(closed.hash).toBe(without.hash);
    const changes = [
      atlas.hashOfChangeTo(closed),
      closed.hashOfChangeTo(atlas),
      atlas.hashOfChangeTo(listing),
    ];
    expect(changes).toEqual(['5cfc5202a2f8e48b', 'e256bdadb4966a40', '38cc182e3d4ffdb4']);
    expect(atlas.hashOfChangeTo(atlas)).toBe('0000000000000000');
    expect(compile({}, []).hash).toBe('0000000000000000');
  });

  it('keeps what markets have in common once', () => {
    const base = compile().byteLength;
    const pieces = rulesOf().markets.markets.length * 4096;
    // Both actions share a piece of 4 KB in each market, and the rest is small.
    expect(base).toBeGreaterThan(pieces);
    expect(base).toBeLessThan(pieces * 1.2);
    const divided = compile({ prohibitions: [GAMES] }).byteLength;
    expect(divided - base).toBeLessThanOrEqual(4096);
    const narrowed = compile({ prohibitions: [{ ...GAMES, actions: ['acquire'] }] }).byteLength;
    expect(narrowed - base).toBeLessThanOrEqual(4096);
    // What a publisher says of all it has is counted in with what it says of each: a column of its own, four bytes for each place.
    const own = selectionsFor(anItem(), [
      offer({ side: 'publisher', publisherId: 'acme', itemId: anItem().id }),
    ]);
    const selected = RECORDS.map((one) => ({ ...one, selections: own }));
    const alone = compile({ offers: [offer({ id: 'plan' })] }, selected).byteLength;
    const together = compile({ offers: offeredEverywhere() }, selected).byteLength;
    expect(together - alone).toBeGreaterThan(4 * RECORDS.length);
    expect(together - alone).toBeLessThan(pieces);
  });
});

import { decide } from '../../decision/decide';
import { buildSnapshot } from '../../decision/snapshot/build-snapshot';
import { cases, drawsAll, shared } from '../../decision/spec/cases';
import {
  item as anItem,
  items as about,
  offer,
  prohibition,
  rows,
  scope,
} from '../../decision/spec/factories';
import type { Item } from '../../item/item';
import { FRESH_ACTIONS } from '../../rules/action';
import type { Prohibition } from '../../rules/prohibition';
import { Atlas } from '../atlas';

/** More than one chunk, in which publishers with rules of their own have few items and others have thousands. */
const COUNT = drawsAll ? 34_000 : 8_000;
const SAMPLE = cases(1_000);
const world = rows();
const { markets } = world;
const codeAt = (index: number) => markets[index % markets.length]?.code ?? '';

const uuid = (index: number) =>
  `${index.toString(16).padStart(8, '0')}-0000-7000-8000-00000000000${index % 10}`;
function itemAt(index: number, publishers: number): Item {
  const isBig = index % 4 === 0;
  const isInside = index % 10 === 9;
  const app = anItem({
    id: uuid(index),
    category: index % 3 === 0 ? 'app/game' : 'app/tools',
    publisherId: isBig ? `big${index % 8}` : `publisher${index % publishers}`,
    attributes: index % 7 === 0 ? {} : { gambling: index % 7 === 1 },
  });
  return isInside ? { ...app, kind: 'in-app-product', parent: itemAt(index - 1, publishers) } : app;
}

/** Each publisher has something against it, in markets of its own. */
function orders(publishers: number): Prohibition[] {
  const own = Array.from({ length: publishers }, (_, index) =>
    prohibition({
      id: `order${index}`,
      items: about({ publisherIds: [`publisher${index}`] }),
      markets: scope(`${codeAt(index)} + ${codeAt(index * 7 + 3)}`),
      actions: index % 5 === 0 ? ['acquire'] : ['list', 'acquire'],
    }),
  );
  const big = prohibition({ id: 'big', items: about({ publisherIds: ['big4'] }), markets: scope('EU - FR') });
  const gambling = about({ where: { op: 'eq', attribute: 'gambling', value: true } });
  return [...own, big, prohibition({ id: 'gambling', items: gambling, markets: scope('GCC + US') })];
}

const snapshotOf = (prohibitions: readonly Prohibition[], selected = 'WORLD') =>
  buildSnapshot({
    ...world,
    prohibitions,
    offers: [offer({ id: 'plan', side: 'store', markets: scope(selected) })],
  });
const selections = [
  {
    markets: scope('WORLD - JP'),
    actions: FRESH_ACTIONS,
    offered: true,
    valid: { from: null, until: null },
  },
];

describe.each([
  ['a few', 12],
  ['hundreds', 400],
])('an atlas in which %s of publishers have rules of their own in one chunk', (_, publishers) => {
  const list = Array.from({ length: COUNT }, (__, index) => itemAt(index, publishers));
  const records = list.map(({ parent, ...item }, rank) => ({
    ...item,
    parentId: parent?.id ?? null,
    rank,
    selections,
  }));
  const rules = orders(publishers);
  const changes: readonly (readonly [string, readonly Prohibition[]])[] = [
    ['one order is lifted', rules.slice(1)],
    ['another order comes for all', [...rules, prohibition({ id: 'all', markets: scope('EU + US') })]],
    ['everything closes everywhere', [...rules, prohibition({ id: 'all' })]],
    ['no order is left', []],
  ];
  const compiled = shared(() => Atlas.compile(records, snapshotOf(rules), 0, 1));
  const complete = (prohibitions: readonly Prohibition[]) =>
    buildSnapshot({
      ...world,
      prohibitions,
      offers: [
        offer({ id: 'plan', side: 'store' }),
        ...['publisher', 'big'].flatMap((name) =>
          Array.from({ length: publishers }, (__, index) =>
            offer({
              id: `${name}${index}`,
              side: 'publisher',
              publisherId: `${name}${index}`,
              markets: scope('WORLD - JP'),
            }),
          ),
        ),
      ],
    });

  function expectAsDecided(answering: Atlas, prohibitions: readonly Prohibition[]): void {
    const all = complete(prohibitions);
    const seen = { yes: 0, no: 0 };
    for (let number = 0; number < SAMPLE; number++) {
      const item = list[(number * 7919) % COUNT];
      const market = markets[(number * 31) % markets.length];
      if (item === undefined || market === undefined) throw new Error('The sample is empty.');
      for (const action of FRESH_ACTIONS) {
        const { allowed } = decide(all, { item, market: market.code, action, at: 0 });
        expect(answering.may(action, market.slot, answering.positionOf(item.id))).toBe(allowed);
        seen[allowed ? 'yes' : 'no']++;
      }
    }
    if (drawsAll) expect(seen.no).toBeGreaterThan(5);
  }

  it('answers as decide does', () => {
    expectAsDecided(compiled(), rules);
  });

  it.each(changes)('follows when %s, counts it, and comes back', (__, changed) => {
    const atlas = compiled();
    const positions = records.map(({ id }) => atlas.positionOf(id));
    const after = atlas.withRules(snapshotOf(changed), 0);
    expectAsDecided(after, changed);
    const counted = new Map(
      atlas.diffTo(after).cells.map(({ slot, action, category, gained, lost }) => {
        return [`${slot} ${action} ${category}`, [gained, lost]];
      }),
    );
    const slots = ['DE', 'US', codeAt(0)].map((code) => {
      return markets.find((market) => market.code === code)?.slot ?? 0;
    });
    for (const slot of slots) {
      for (const action of FRESH_ACTIONS) {
        const expected: Record<string, [number, number]> = { 'app/game': [0, 0], 'app/tools': [0, 0] };
        list.forEach(({ category }, index) => {
          const position = positions[index] ?? -1;
          const [was, is] = [atlas.may(action, slot, position), after.may(action, slot, position)];
          const cell = expected[category];
          if (was !== is && cell !== undefined) cell[is ? 0 : 1]++;
        });
        for (const [category, cell] of Object.entries(expected)) {
          expect(counted.get(`${slot} ${action} ${category}`) ?? [0, 0]).toEqual(cell);
        }
      }
    }
    expect(after.hash).toBe(after.compacted().hash);
    expect(after.withRules(snapshotOf(rules), 0).hash).toBe(atlas.hash);
  });
});

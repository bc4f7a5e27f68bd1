import { decide } from '../../decision/decide';
import {
  item as anItem,
  items as about,
  offer,
  requirement,
  rows,
  scope,
} from '../../decision/spec/factories';
import { buildSnapshot } from '../../decision/snapshot/build-snapshot';
import type { Item } from '../../item/item';
import { FRESH_ACTIONS } from '../../rules/action';
import { Atlas } from '../atlas';
import { recordOf } from './worlds';

const AT = 1_000;
const uuid = (number: number) => `0000000${number}-0000-7000-8000-00000000000${number}`;
const seeded = rows();
const markets = seeded.markets
  .filter(({ code }) => ['DE', 'FR', 'US'].includes(code))
  .map((one) => ({ ...one, currencies: [] }));
const groups = seeded.groups.filter(({ code }) => code === 'WORLD');
const ahead = { kind: 'instant' as const, at: AT + 10 };

/** Each with something more to be said of it than that it can be had, but for the first one. */
const ordered = anItem({ id: uuid(2), facts: { launch: { time: ahead, before: 'preorder' } } });
const leaving = anItem({
  id: uuid(3),
  facts: { withdrawn: { by: 'store', since: AT + 20, retention: 'full' } },
});
const ITEMS: readonly Item[] = [
  anItem({ id: uuid(1) }),
  ordered,
  leaving,
  anItem({ id: uuid(4) }),
  anItem({ id: uuid(5), category: 'app/game' }),
  anItem({ id: uuid(6), kind: 'in-app-product', category: 'content', parent: ordered }),
  anItem({ id: uuid(7), kind: 'in-app-product', category: 'content', parent: leaving }),
];
const all = rows({
  markets,
  groups,
  offers: [
    offer({ id: 'plan' }),
    ...ITEMS.map(({ id }) =>
      offer({
        id: `own ${id}`,
        side: 'publisher',
        publisherId: 'acme',
        itemId: id,
        valid: { from: null, until: id === uuid(4) ? AT + 30 : null },
      }),
    ),
  ],
  requirements: [
    requirement({
      enforcement: 'advisory',
      items: about({ categories: ['app/game'] }),
      markets: scope('DE'),
    }),
  ],
});

describe('an answer of the atlas about what can be had', () => {
  const answers = () => {
    const stored = { ...all, offers: all.offers.filter(({ itemId }) => itemId === null) };
    const records = ITEMS.map((item, rank) => recordOf({ item, rank }, all));
    return Atlas.compile(records, buildSnapshot(stored), AT, 1);
  };

  it('leaves out nothing that decide says, in whatever order items are asked for', () => {
    const rules = buildSnapshot(all);
    for (const items of [ITEMS, [...ITEMS].reverse()]) {
      const atlas = answers();
      for (const item of [...items, ...items]) {
        for (const { code } of markets) {
          for (const action of FRESH_ACTIONS) {
            const expected = decide(rules, { item, market: code, action, at: AT });
            const answer = atlas.decide(atlas.positionOf(item.id), code, action);
            const { allowed, state, reasons, advisories, unlock, blockedVisibility, epoch } = expected;
            expect(answer).toMatchObject({
              allowed,
              state,
              reasons,
              advisories,
              unlock,
              blockedVisibility,
              epoch,
            });
            expect([item.id, code, answer.nextChange?.at ?? null, answer.nextChange?.allowed]).toEqual([
              item.id,
              code,
              expected.nextChange?.at ?? null,
              expected.nextChange?.allowed,
            ]);
          }
        }
      }
    }
  });

  it('is about all of these cases', () => {
    const atlas = answers();
    const of = (number: number, action: 'list' | 'acquire' = 'acquire') =>
      atlas.decide(atlas.positionOf(uuid(number)), 'DE', action);
    expect([1, 2, 3, 4, 5, 7].map((number) => of(number).allowed)).toEqual(Array(6).fill(true));
    expect(of(6, 'list').allowed).toBe(true);
    expect([of(1).state, of(2).state]).toEqual(['available', 'preorder']);
    expect(of(5).advisories).toHaveLength(1);
    expect([of(1), of(3), of(4), of(7)].map(({ nextChange }) => nextChange?.at ?? null)).toEqual([
      null,
      AT + 20,
      AT + 30,
      AT + 20,
    ]);
  });
});

import fc from 'fast-check';
import { type OfferConflict, OfferConflicts } from '../offer-conflicts';
import { decide } from '../decide';
import type { Item } from '../../item/item';
import { buildSnapshot } from '../snapshot/build-snapshot';
import type { RuleSnapshot } from '../snapshot/rule-snapshot';
import { anyItem, CODES, instant } from './arbitrary-items';
import { ruleRows } from './arbitrary-rules';
import { cases } from './cases';
import { item as anItem, offer, rows as factoryRows, scope } from './factories';

function offerConflicts(rules: RuleSnapshot, items: readonly Item[], at: number): OfferConflict[] {
  const conflicts = new OfferConflicts(rules, at);
  for (const one of items) conflicts.look([one]);
  return conflicts.found();
}

describe('the report of offers that contradict each other', () => {
  it('names exactly the items and markets that a decision calls ambiguous, with the rules', () => {
    fc.assert(
      fc.property(ruleRows, anyItem, instant, (rows, item, at) => {
        const rules = buildSnapshot(rows);
        const reported = new Set<string>();
        for (const { slots, actions, inFavour, against, cellCount } of offerConflicts(rules, [item], at)) {
          expect(cellCount).toBe(slots.size);
          for (const { code } of rows.markets.filter(({ slot }) => slots.has(slot)))
            for (const action of actions) reported.add(`${code} ${inFavour} ${against} ${action}`);
        }
        const places = new Set([...reported].map((one) => one.split(' ')[0]));
        for (const market of CODES) {
          const isAmbiguous = (['list', 'acquire'] as const).some((action) =>
            decide(rules, { item: { ...item, parent: null }, market, action, at }).reasons.some(
              ({ code }) => code === 'COMMERCIAL.OFFER_AMBIGUOUS',
            ),
          );
          expect([market, places.has(market)]).toEqual([market, isAmbiguous]);
        }
      }),
      { numRuns: cases(500) },
    );
  });

  it('counts items and markets of each pair of rules, by side and ids', () => {
    const yes = offer({ id: 'yes', category: 'app', markets: scope('DE + FR') });
    const no = offer({ id: 'no', category: 'app', markets: scope('DE + FR + US'), offered: false });
    const alsoNo = offer({ id: 'also no', category: 'app', markets: scope('FR'), offered: false });
    const apps = Array.from({ length: 25 }, (_, number) => anItem({ id: `app${number}` }));
    const game = anItem({ id: 'game', category: 'app/game', publisherId: 'other' });
    const offers = [
      yes,
      no,
      alsoNo,
      offer({ id: 'games', category: 'app/game', markets: scope('JP') }),
      offer({ id: 'own no', side: 'publisher', publisherId: 'acme', itemId: 'app3', offered: false }),
      offer({ id: 'own yes', side: 'publisher', publisherId: 'acme', itemId: 'app3', actions: ['list'] }),
    ];
    const rules = buildSnapshot(factoryRows({ offers }));
    const slotsOf = (...codes: string[]) => new Set(codes.map((code) => rules.markets.market(code).slot));
    const everywhere = rules.markets.markets.length;
    const asked = [anItem({ id: 'phone', category: 'device' }), ...apps, game];
    const found = offerConflicts(rules, asked, 0);
    const pair = { side: 'store', inFavour: 'yes', itemCount: 26, actions: new Set(['list', 'acquire']) };
    const firstItems = apps.slice(0, 20).map(({ id }) => id);
    expect(found).toEqual([
      {
        side: 'publisher',
        inFavour: 'own yes',
        against: 'own no',
        actions: new Set(['list']),
        slots: new Set(rules.markets.markets.map(({ slot }) => slot)),
        itemCount: 1,
        firstItems: ['app3'],
        cellCount: everywhere,
      },
      { ...pair, against: 'also no', slots: slotsOf('FR'), firstItems, cellCount: 26 },
      { ...pair, against: 'no', slots: slotsOf('DE', 'FR'), firstItems, cellCount: 52 },
    ]);
    expect(offerConflicts(rules, [game, ...apps.slice(0, 2)], 0)[0]?.firstItems).toEqual([
      'game',
      'app0',
      'app1',
    ]);
  });

  it('adds up what is different from item to item', () => {
    const offers = [
      offer({ id: 'yes', category: 'app' }),
      offer({ id: 'no', category: 'app', offered: false }),
      offer({ id: 'german', category: 'app/game', markets: scope('WORLD - DE - FR') }),
      offer({ id: 'listed', category: 'app/tools', markets: scope('WORLD - DE'), actions: ['list'] }),
    ];
    const rules = buildSnapshot(factoryRows({ offers }));
    const slotOf = (code: string) => rules.markets.market(code).slot;
    const game = anItem({ category: 'app/game' });
    const [both] = offerConflicts(rules, [game, anItem({ id: 'tool' })], 0);
    const [ofGame] = offerConflicts(rules, [game], 0);
    expect(ofGame).toMatchObject({ cellCount: 2, itemCount: 1, firstItems: ['item'] });
    expect(ofGame?.slots).toEqual(new Set([slotOf('DE'), slotOf('FR')]));
    const everywhere = rules.markets.markets.length;
    expect(both).toMatchObject({ cellCount: 2 + everywhere, itemCount: 2, firstItems: ['item', 'tool'] });
    expect(both?.slots.size).toBe(everywhere);
    expect(both?.actions).toEqual(new Set(['list', 'acquire']));
    // What is asked for alone comes with what it has alone.
    expect(offerConflicts(rules, [game], 0)[0]?.slots.size).toBe(2);
  });

  it('is in the order of sides and ids, in whatever order the conflicts are met', () => {
    const pairs = ['a', 'b', 'c'].flatMap((name) => [
      offer({ id: `${name} yes`, itemId: name }),
      offer({ id: `${name} no`, itemId: name, offered: false }),
    ]);
    const rules = buildSnapshot(factoryRows({ offers: pairs }));
    for (const ids of ['abc', 'cba', 'bca']) {
      const met = [...ids].map((id) => anItem({ id }));
      expect(offerConflicts(rules, met, 0).map(({ against }) => against)).toEqual(['a no', 'b no', 'c no']);
    }
  });

  it('names every action in which some item is ambiguous', () => {
    const offers = [
      offer({ id: 'yes', category: 'app' }),
      offer({ id: 'no', category: 'app', offered: false }),
      offer({ id: 'listed', category: 'app/tools', actions: ['list'] }),
    ];
    const rules = buildSnapshot(factoryRows({ offers }));
    const actionsOf = (...categories: string[]) =>
      offerConflicts(
        rules,
        categories.map((category, number) => anItem({ id: `item${number}`, category })),
        0,
      ).map(({ actions }) => [...actions].sort());
    expect(actionsOf('app/tools')).toEqual([['acquire']]);
    expect(actionsOf('app/tools', 'app/game')).toEqual([['acquire', 'list']]);
    expect(actionsOf('app/game', 'app/tools')).toEqual([['acquire', 'list']]);
  });

  it('is empty where all rules agree', () => {
    const agreed = [offer({ id: 'a' }), offer({ id: 'b', category: 'app' })];
    const refused = agreed.map((one) => ({ ...one, offered: false }));
    for (const offers of [[], agreed, refused])
      expect(offerConflicts(buildSnapshot(factoryRows({ offers })), [anItem()], 0)).toEqual([]);
    const beaten = [offer({ id: 'a' }), offer({ id: 'b', category: 'app', offered: false })];
    expect(offerConflicts(buildSnapshot(factoryRows({ offers: beaten })), [anItem()], 0)).toEqual([]);
  });
});

import fc from 'fast-check';
import { offerConflicts } from '../offer-conflicts';
import { decide } from '../decide';
import { buildSnapshot } from '../snapshot/build-snapshot';
import { anyItem, CODES, instant } from './arbitrary-items';
import { ruleRows } from './arbitrary-rules';
import { cases } from './cases';

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
});

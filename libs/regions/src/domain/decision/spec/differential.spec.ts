import fc from 'fast-check';
import type { Decision, Question, Reason } from '../decision';
import { decide, decideMany } from '../decide';
import type { RuleRows } from '../../rules/rule-rows';
import { buildSnapshot } from '../snapshot/build-snapshot';
import { LAST_INSTANT } from './arbitrary-items';
import { question, ruleRows } from './arbitrary-rules';
import { bruteForce } from './brute-force';
import { cases, drawsAll } from './cases';

const CASES = cases(5_000);

/** The reasons in the words of the second reading. */
function named(reason: Reason, side: () => string): string {
  if (reason.code === 'USER.ENTITLEMENT_MISSING') return 'entitlement';
  const facts: Record<string, string> = {
    'COMMERCIAL.PARENT_MISSING': 'orphan',
    'COMMERCIAL.NOT_PUBLISHED': 'unpublished',
    'COMMERCIAL.WITHDRAWN_BY_STORE': 'withdrawn',
    'COMMERCIAL.EMBARGOED': 'launch',
    'COMMERCIAL.NOT_LAUNCHED': 'launch',
    'COMMERCIAL.PRICE_MISSING': 'price',
    'COMMERCIAL.NOT_SELECTED_BY_PUBLISHER': 'publisher:no',
    'COMMERCIAL.CATEGORY_CLOSED': 'store:no',
  };
  const markets: Record<string, string> = {
    'COMMERCIAL.MARKET_CLOSED': 'market:closed',
    'COMMERCIAL.MARKET_SUSPENDED': 'market:suspended',
    'COMMERCIAL.MARKET_NOT_OPEN_YET': 'market:planned',
  };
  const market = markets[reason.code];
  if (market !== undefined) return `${market}@${reason.market}`;
  if (reason.code === 'COMMERCIAL.OFFER_AMBIGUOUS') return `${side()}:ambiguous@${reason.itemId}`;
  return `${facts[reason.code] ?? reason.ruleId}@${reason.itemId}`;
}

/** The state in the words of the design, from the denials of `list` and of `acquire`. */
function bruteForceState(rules: RuleRows, question: Question): string {
  const list = bruteForce(rules, { ...question, action: 'list' });
  const acquire = bruteForce(rules, { ...question, action: 'acquire' });
  const subjects = [question.item, ...(question.item.parent === null ? [] : [question.item.parent])];
  const waiting = subjects.filter(
    ({ facts: { launch } }) => launch?.time.kind === 'instant' && question.at < launch.time.at,
  );
  const embargoed = waiting.some(({ facts }) => facts.launch?.before === 'embargo');
  if (embargoed || list.some((denial) => /^(unpublished|orphan)@/.test(denial))) return 'hidden';
  if ([...list, ...acquire].some((denial) => denial.startsWith('P'))) return 'blocked';
  const announced = acquire.some((denial) => denial.startsWith('launch@'));
  if (announced && list.length === 0) return 'coming-soon';
  if (list.length > 0 || acquire.length > 0) return 'not-offered';
  return waiting.length > 0 ? 'preorder' : 'available';
}

describe('decide and a second reading of the design', () => {
  it(`agree on ${CASES} random worlds: answer, state, every reason, and the next change`, () => {
    const seen = { allowed: 0, flips: 0, reasons: 0 };
    fc.assert(
      fc.property(ruleRows, question, (rules, asked) => {
        const decision = decide(buildSnapshot(rules), asked);
        const sideOf = (id: string | null) => rules.offers.find((rule) => rule.id === id)?.side ?? '';
        const denials = bruteForce(rules, asked);
        const words = decision.reasons.map((reason) => named(reason, () => sideOf(reason.ruleId)));
        expect(words.sort()).toEqual(denials);
        expect(decision.allowed).toBe(denials.length === 0);
        expect(decision.state).toBe(bruteForceState(rules, asked));

        const expected =
          asked.entitlement?.status !== 'active' && !['list', 'acquire'].includes(asked.action)
            ? null
            : nextFlip();
        expect(decision.nextChange?.at ?? null).toBe(expected);
        expect(decision.nextChange === null || decision.nextChange.why.length > 0).toBe(true);
        seen.allowed += Number(decision.allowed);
        seen.flips += Number(expected !== null);
        seen.reasons += denials.length;

        function nextFlip(): number | null {
          for (let at = asked.at + 1; at <= LAST_INSTANT + 1; at++) {
            if ((bruteForce(rules, { ...asked, at }).length === 0) !== decision.allowed) return at;
          }
          return null;
        }
      }),
      { numRuns: CASES },
    );
    if (!drawsAll) return;
    // A generator that only ever denies would prove little.
    expect(seen.allowed).toBeGreaterThan(CASES / 10);
    expect(seen.flips).toBeGreaterThan(CASES / 20);
    expect(seen.reasons).toBeGreaterThan(CASES);
  });

  it('give many questions the same answers as one by one', () => {
    fc.assert(
      fc.property(ruleRows, fc.array(question, { maxLength: 4 }), (rules, asked) => {
        const snapshot = buildSnapshot(rules);
        const twice: Question[] = [...asked, ...asked.map((one) => ({ ...one, market: 'CC' }))];
        const single: Decision[] = twice.map((one) => decide(snapshot, one));
        expect(decideMany(snapshot, twice)).toEqual(single);
      }),
      { numRuns: cases(1_000) },
    );
  });
});

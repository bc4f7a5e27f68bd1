import fc from 'fast-check';
import { CODES, LAST_INSTANT } from '../decision/spec/arbitrary-items';
import { question, ruleRows } from '../decision/spec/arbitrary-rules';
import { credential, deal, items, prohibition, rows, scope } from '../decision/spec/factories';
import { decide } from '../decision/decide';
import { buildSnapshot } from '../decision/snapshot/build-snapshot';
import type { RuleRows } from '../rules/rule-rows';
import { loosensProhibition } from './loosens-prohibition';

const NOW = 10;
const seeded = rows();
const union = (...members: [string, number | null][]) => [
  ...seeded.groups.filter(({ code }) => code === 'WORLD'),
  { code: 'U', name: 'U', members: members.map(([market, until]) => ({ market, from: null, until })) },
];
const both = union(['DE', null], ['FR', null]);
const of = (before: Partial<RuleRows>, after: Partial<RuleRows>) => {
  const snapshot = (part: Partial<RuleRows>) => buildSnapshot(rows({ groups: both, offers: [], ...part }));
  return loosensProhibition(snapshot(before), snapshot(after), NOW);
};
const order = (part: Parameters<typeof prohibition>[0] = {}) => ({
  prohibitions: [prohibition({ markets: scope('U'), exemptingCredentialType: 'permission', ...part })],
});
const paper = (part: Parameters<typeof credential>[0] = {}) => ({
  credentials: [credential({ type: 'permission', markets: scope('DE'), ...part })],
});

describe('a change loosens a prohibition', () => {
  it.each<[string, Partial<RuleRows>, Partial<RuleRows>, boolean]>([
    ['that it leaves as it is', order(), order(), false],
    ['that it makes', {}, order(), false],
    ['that it lifts', order(), {}, true],
    ['that it lets end sooner', order(), order({ valid: { from: null, until: 50 } }), true],
    ['that is over', order({ valid: { from: null, until: NOW } }), {}, false],
    ['by a market that leaves its group', order(), { ...order(), groups: union(['DE', null]) }, true],
    ['by one that leaves it later', order(), { ...order(), groups: union(['DE', null], ['FR', 90]) }, true],
    [
      'to come, by one that leaves before it begins',
      order({ valid: { from: 40, until: null } }),
      { ...order({ valid: { from: 40, until: null } }), groups: union(['DE', null], ['FR', 30]) },
      true,
    ],
    [
      'of all but a group, by one that joins it',
      order({ markets: scope('WORLD - U') }),
      { ...order({ markets: scope('WORLD - U') }), groups: union(['DE', null], ['FR', null], ['US', null]) },
      true,
    ],
    [
      'not by a market that joins its group',
      order(),
      { ...order(), groups: union(['DE', null], ['FR', null], ['US', null]) },
      false,
    ],
    ['by a paper that exempts from it', order(), { ...order(), ...paper() }, true],
    ['by one that will', order(), { ...order(), ...paper({ valid: { from: 60, until: 70 } }) }, true],
    ['not by one that did', order(), { ...order(), ...paper({ valid: { from: 1, until: 9 } }) }, false],
    ['not by one of elsewhere', order(), { ...order(), ...paper({ markets: scope('US') }) }, false],
    ['not by one of another type', order(), { ...order(), ...paper({ type: 'radio' }) }, false],
    ['not by one that is a draft', order(), { ...order(), ...paper({ status: 'draft' }) }, false],
    [
      'by one that is verified',
      { ...order(), ...paper({ status: 'draft' }) },
      { ...order(), ...paper() },
      true,
    ],
    [
      'by one that reaches further',
      { ...order(), ...paper() },
      { ...order(), ...paper({ markets: scope('DE + FR') }) },
      true,
    ],
    [
      'by one that speaks of other items',
      { ...order(), ...paper({ items: items({ categories: ['app/game'] }) }) },
      { ...order(), ...paper() },
      true,
    ],
    [
      'not by one that reaches less far, or ends',
      { ...order(), ...paper({ markets: scope('DE + FR') }) },
      { ...order(), ...paper({ valid: { from: null, until: 20 } }) },
      false,
    ],
    [
      'by one that holds longer',
      { ...order(), ...paper({ valid: { from: null, until: 20 } }) },
      { ...order(), ...paper({ valid: { from: null, until: 30 } }) },
      true,
    ],
    [
      'by the deal of a paper',
      { ...order(), ...paper({ dealId: 'd' }), deals: [deal({ id: 'd', kind: 'assignment' })] },
      { ...order(), ...paper({ dealId: 'd' }), deals: [deal({ id: 'd', kind: 'court-permission' })] },
      true,
    ],
  ])('%s', (_, before, after, expected) => {
    expect(of(before, after)).toBe(expected);
  });

  it('whenever it frees a cell from a prohibition, at any time from then on', () => {
    const kinds = fc.constantFrom(
      'credentials' as const,
      'deals' as const,
      'groups' as const,
      'markets' as const,
    );
    const seen = { loosened: 0, freed: 0, not: 0 };
    fc.assert(
      fc.property(
        ruleRows,
        ruleRows,
        kinds,
        question,
        fc.integer({ min: NOW, max: LAST_INSTANT }),
        (before, other, kind, asked, at) => {
          const after = { ...before, [kind]: other[kind] };
          const [old, next] = [buildSnapshot(before), buildSnapshot(after)];
          const loosens = loosensProhibition(old, next, NOW);
          seen[loosens ? 'loosened' : 'not']++;
          const denies = (rules: typeof old) =>
            CODES.flatMap((market) =>
              [NOW, at, LAST_INSTANT].flatMap((then) =>
                decide(rules, { ...asked, market, at: then }).reasons.flatMap(({ layer, ruleId }) =>
                  layer === 'prohibition' ? [`${market} ${then} ${ruleId}`] : [],
                ),
              ),
            );
          const left = new Set(denies(next));
          const freed = denies(old).filter((cell) => !left.has(cell));
          if (freed.length === 0) return;
          seen.freed++;
          expect(loosens).toBe(true);
        },
      ),
      { numRuns: 3_000 },
    );
    expect(Math.min(seen.loosened, seen.freed, seen.not)).toBeGreaterThan(50);
  });
});

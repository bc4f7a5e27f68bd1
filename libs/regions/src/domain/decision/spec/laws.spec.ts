import fc from 'fast-check';
import type { Item } from '../../item/item';
import type { ItemScope } from '../../item/item-scope';
import type { MarketScope } from '../../market/market';
import { MarketIndex } from '../../market/market-index';
import type { RuleRows } from '../../rules/rule-rows';
import { decide } from '../decide';
import type { Question } from '../decision';
import { readerView } from '../reader-view';
import { buildSnapshot } from '../snapshot/build-snapshot';
import { applyStep } from './apply-unlock';
import { LAST_INSTANT } from './arbitrary-items';
import { cases } from './cases';
import { item, requirement, rows } from './factories';
import { credentialRow, prohibitionRow, question, ruleRows } from './arbitrary-rules';

const RUNS = { numRuns: cases(1_000) };
const answer = (rules: RuleRows, asked: Question) => decide(buildSnapshot(rules), asked);
const law = (name: string, check: (rules: RuleRows, asked: Question) => void, runs = RUNS) =>
  it(name, () => fc.assert(fc.property(ruleRows, question, check), runs));

describe('laws of decide', () => {
  law('the order of rows never matters', (rules, asked) => {
    const turned = Object.fromEntries(
      Object.entries(rules).map(([name, list]: [string, unknown]) => [
        name,
        Array.isArray(list) ? [...list].reverse() : list,
      ]),
    ) as unknown as RuleRows;
    expect(answer(turned, asked)).toEqual(answer(rules, asked));
  });

  it('adding a prohibition opens nothing', () => {
    fc.assert(
      fc.property(ruleRows, question, prohibitionRow, (rules, asked, row) => {
        const more = { ...rules, prohibitions: [...rules.prohibitions, { ...row, id: 'added' }] };
        if (answer(more, asked).allowed) expect(answer(rules, asked).allowed).toBe(true);
      }),
      RUNS,
    );
  });

  it('verifying a credential closes nothing', () => {
    fc.assert(
      fc.property(ruleRows, question, credentialRow, (rules, asked, row) => {
        const submitted = { ...row, id: 'added', status: 'submitted' as const };
        const before = { ...rules, credentials: [...rules.credentials, submitted] };
        const after = {
          ...rules,
          credentials: [...rules.credentials, { ...submitted, status: 'verified' as const }],
        };
        if (answer(before, asked).allowed) expect(answer(after, asked).allowed).toBe(true);
      }),
      RUNS,
    );
  });

  law(
    'splitting a group into its members changes nothing that a prohibition, requirement or credential says',
    (rules, asked) => {
      const index = new MarketIndex(rules.markets, rules.groups);
      const split = <Row extends { readonly markets: MarketScope }>(row: Row): Row => {
        const members = index.covered(row.markets, asked.at);
        // Subtracting what a market alone would bring along keeps the split exact.
        const apart = members.flatMap((code) => {
          const brought = index
            .membersOf(code, asked.at)
            .filter((sub) => sub !== code && !members.includes(sub));
          return [`+ ${code}`, ...brought.map((sub) => `- ${sub}`)];
        });
        const expression = apart.length === 0 ? 'AA - AA' : apart.join(' ').slice(2);
        return { ...row, markets: { ...row.markets, expression } };
      };
      const apart = {
        ...rules,
        prohibitions: rules.prohibitions.map(split),
        requirements: rules.requirements.map(split),
        credentials: rules.credentials.map(split),
        riskAcceptances: rules.riskAcceptances.map(split),
      };
      const { allowed, state, reasons } = answer(apart, asked);
      expect({ allowed, state, reasons }).toEqual({
        allowed: answer(rules, asked).allowed,
        state: answer(rules, asked).state,
        reasons: answer(rules, asked).reasons,
      });
    },
  );

  law(
    'the answer is constant until nextChange, and flips there',
    (rules, asked) => {
      const { allowed, nextChange } = answer(rules, asked);
      // Without an entitlement nothing flips by itself, whatever the rules do.
      for (let at = asked.at; at <= LAST_INSTANT + 1; at += 0.5) {
        const then = answer(rules, { ...asked, at }).allowed;
        if (nextChange === null || at < nextChange.at) expect(then).toBe(allowed);
        else if (at === nextChange.at) expect(then).toBe(nextChange.allowed);
      }
    },
    { numRuns: cases(400) },
  );

  law(
    'nothing is offered by default: without offer rules nothing can be listed or acquired',
    (rules, asked) => {
      const fresh = { ...asked, action: 'acquire' as const };
      expect(answer({ ...rules, offers: [] }, fresh).allowed).toBe(false);
    },
  );

  law('forgetting an attribute opens nothing', (rules, asked) => {
    for (const name of Object.keys(asked.item.attributes)) {
      const attributes = Object.fromEntries(
        Object.entries(asked.item.attributes).filter(([other]) => other !== name),
      );
      const vaguer = { ...asked, item: { ...asked.item, attributes } };
      if (answer(rules, vaguer).allowed) expect(answer(rules, asked).allowed).toBe(true);
    }
  });

  law(
    'an attribute that is not known never satisfies a requirement and never escapes a prohibition',
    (rules, asked) => {
      const silent = (of: Item): Item => ({ ...of, attributes: {}, parent: of.parent && silent(of.parent) });
      const nothingKnown = { ...asked, item: silent(asked.item) };
      // A prohibition or requirement covers such an item as if it had no condition, and a paper with one as if it were not there.
      const anyway = <Row extends { readonly items: ItemScope }>(row: Row): Row => ({
        ...row,
        items: { ...row.items, where: null },
      });
      const unconditional = ({ items }: { readonly items: ItemScope }) => items.where === null;
      const plain = {
        ...rules,
        prohibitions: rules.prohibitions.map(anyway),
        requirements: rules.requirements.map(anyway),
        credentials: rules.credentials.filter(unconditional),
        riskAcceptances: rules.riskAcceptances.filter(unconditional),
      };
      expect(answer(rules, nothingKnown).allowed).toBe(answer(plain, nothingKnown).allowed);
    },
  );

  law(
    'an answer is allowed if and only if it has no reasons, and a state never contradicts it',
    (rules, asked) => {
      const { allowed, reasons, state, unlock } = answer(rules, asked);
      expect(allowed).toBe(reasons.length === 0);
      if (allowed) expect(unlock).toEqual([]);
      if (asked.action === 'acquire')
        expect(['available', 'preorder'].includes(state)).toBe(allowed && listed(rules, asked));
      if (state === 'hidden' && ['list', 'acquire'].includes(asked.action)) expect(allowed).toBe(false);
    },
  );

  law(
    'a reader of higher standing sees every reason that a lower one sees, and nobody sees another answer',
    (rules, asked) => {
      const decision = answer(rules, asked);
      const views = (['public', 'publisher', 'staff', 'legal'] as const).map((reader) =>
        readerView(decision, reader),
      );
      views.forEach((view, index) => {
        expect(view.allowed).toBe(decision.allowed);
        const above = views[index + 1] ?? view;
        const ids = above.reasons.map(({ code, ruleId }) => `${code} ${ruleId}`);
        expect(ids).toEqual(
          expect.arrayContaining(view.reasons.map(({ code, ruleId }) => `${code} ${ruleId}`)),
        );
      });
      expect(views[3]).toEqual(decision);
      expect(views[0]?.reasons.some(({ visibility }) => visibility !== 'public')).toBe(false);
      expect(views[0]?.unlock.flat().some(({ visibility }) => visibility !== 'public')).toBe(false);
    },
  );
});

describe('laws of unlock', () => {
  it('every alternative really unlocks, and no step of it can be left out', () => {
    let tried = 0;
    fc.assert(
      fc.property(ruleRows, question, (rules, asked) => {
        // With one id for product and app, a step would name both.
        fc.pre(asked.item.parent?.id !== asked.item.id);
        const { unlock } = answer(rules, asked);
        expect(unlock.length).toBeLessThanOrEqual(8);
        for (const steps of unlock) {
          const done = steps.reduce(applyStep, { rules, question: asked });
          expect(answer(done.rules, done.question).allowed).toBe(true);
          for (const spared of steps) {
            const partly = steps
              .filter((step) => step !== spared)
              .reduce(applyStep, { rules, question: asked });
            expect(answer(partly.rules, partly.question).allowed).toBe(false);
          }
          tried++;
        }
      }),
      RUNS,
    );
    expect(tried).toBeGreaterThan(RUNS.numRuns / 2);
  });

  it('the alternatives are minimal and the same in any order, even where more combine than are kept', () => {
    // 256 combinations of five steps crowd out the one that the last demand makes the cheapest.
    const crowd = ['p', 'q', 'r', 's'].map((name) => [1, 2, 3, 4].map((number) => [`${name}${number}`]));
    const last = [1, 2, 3, 4, 5].map((number) => ['b', 'c', 'd', `x${number}`]);
    const demands = [[['a'], ['b', 'c', 'd']], ...crowd, last];
    const requirements = demands.map((anyOf, index) => requirement({ id: `R${index}`, anyOf }));
    const asked = { item: item(), market: 'DE', action: 'acquire' as const, at: 0 };
    const { unlock } = answer(rows({ requirements }), asked);
    const opens = (way: readonly string[]) =>
      demands.every((anyOf) => anyOf.some((set) => set.every((type) => way.includes(type))));
    expect(unlock).toHaveLength(8);
    for (const steps of unlock) {
      const way = steps.map((step) => (step.do === 'verify-credential' ? step.credentialType : step.do));
      expect(opens(way)).toBe(true);
      for (const spared of way) expect(opens(way.filter((type) => type !== spared))).toBe(false);
    }
    expect(answer(rows({ requirements: [...requirements].reverse() }), asked).unlock).toEqual(unlock);
  });

  it('the alternatives are the same in whatever order the demands were written', () => {
    const way = fc.uniqueArray(fc.constantFrom(...'abcdefghijkl'), { minLength: 1, maxLength: 3 });
    const demand = fc.array(way, { minLength: 2, maxLength: 6 });
    const all = rows();
    const small = {
      ...all,
      markets: all.markets.filter(({ code }) => code === 'DE'),
      groups: all.groups.filter(({ code }) => code === 'WORLD'),
    };
    const asked = { item: item(), market: 'DE', action: 'acquire' as const, at: 0 };
    fc.assert(
      fc.property(fc.array(demand, { minLength: 4, maxLength: 7 }), (demands) => {
        const requirements = demands.map((anyOf, index) => requirement({ id: `R${index}`, anyOf }));
        const { unlock } = answer({ ...small, requirements }, asked);
        const turned = answer({ ...small, requirements: [...requirements].reverse() }, asked);
        expect(turned.unlock).toEqual(unlock);
      }),
      { numRuns: cases(300) },
    );
  });

  law('no alternative contains another, and the smallest come first', (rules, asked) => {
    const ways = answer(rules, asked).unlock.map((steps) => steps.map((step) => JSON.stringify(step)));
    ways.forEach((way, index) => {
      ways.forEach((other, position) => {
        if (position !== index) expect(way.every((step) => other.includes(step))).toBe(false);
      });
      expect(way.length).toBeGreaterThanOrEqual(ways[index - 1]?.length ?? 0);
    });
  });
});

function listed(rules: RuleRows, asked: Question): boolean {
  return answer(rules, { ...asked, action: 'list' }).allowed;
}

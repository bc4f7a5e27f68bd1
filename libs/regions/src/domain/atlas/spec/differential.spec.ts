import fc from 'fast-check';
import { decide } from '../../decision/decide';
import type { Reason } from '../../decision/decision';
import { instant, LAST_INSTANT } from '../../decision/spec/arbitrary-items';
import { bruteForce } from '../../decision/spec/brute-force';
import { cases, drawsAll } from '../../decision/spec/cases';
import { buildSnapshot } from '../../decision/snapshot/build-snapshot';
import { FRESH_ACTIONS } from '../../rules/action';
import { Atlas } from '../atlas';
import { Coverage } from './coverage';
import { rankedItems, splitWorld, worldRules } from './worlds';

const WORLDS = cases(500);
const KEEPING = ['redownload', 'update', 'renew'] as const;
const named = (reasons: readonly Reason[]) =>
  reasons.map(({ layer, code, itemId, market }) => `${layer} ${code} ${itemId} ${market}`);
const OWNER = { status: 'active' } as const;

describe('the atlas', () => {
  it(`answers as decide and the second reading do, on more than 25,000 random questions (item, market, action and instant in one of ${WORLDS} worlds)`, () => {
    const seen = new Coverage();
    let [questions, allowed, flips] = [0, 0, 0];
    fc.assert(
      fc.property(worldRules, rankedItems, instant, (rules, items, at) => {
        const [records, snapshot] = splitWorld(rules, items);
        const atlas = Atlas.compile(records, snapshot, at, 1);
        const all = buildSnapshot(rules);
        items.forEach(({ item }, number) => {
          const position = atlas.positionOf(item.id);
          rules.markets.forEach(({ code: market, slot }, place) => {
            const keeping = KEEPING[(number + place) % KEEPING.length] ?? 'update';
            for (const action of [...FRESH_ACTIONS, keeping]) {
              const question = { item, market, action, at, entitlement: OWNER };
              const denials = bruteForce(rules, question);
              const decision = decide(all, question);
              const told = atlas.decide(position, market, action, OWNER);
              expect(decision.allowed).toBe(denials.length === 0);
              expect(decision.reasons.length).toBe(denials.length);
              expect(named(told.reasons)).toEqual(named(decision.reasons));
              expect([told.allowed, told.state]).toEqual([decision.allowed, decision.state]);
              expect(told.nextChange?.at).toBe(decision.nextChange?.at);
              expect(named(told.advisories)).toEqual(named(decision.advisories));
              expect(told.unlock).toEqual(decision.unlock);
              expect(told).toMatchObject({ itemId: item.id, market, action, at, epoch: rules.epoch });
              expect(told.blockedVisibility).toBe(decision.blockedVisibility);
              if (action === 'list' || action === 'acquire') {
                expect(atlas.may(action, slot, position)).toBe(decision.allowed);
                // Between here and the end of its validity nothing flips.
                if (decision.nextChange !== null)
                  expect(atlas.validUntil).toBeLessThanOrEqual(decision.nextChange.at);
              }
              questions++;
              allowed += Number(decision.allowed);
              flips += Number(decision.nextChange !== null);
              if (drawsAll) seen.note(rules, question, denials);
            }
          });
        });
      }),
      { numRuns: WORLDS },
    );
    if (!drawsAll) return;
    expect(questions).toBeGreaterThan(25_000);
    expect(allowed).toBeGreaterThan(questions / 20);
    expect(flips).toBeGreaterThan(questions / 50);
    // Each of them decides, or has a part in what is decided, often enough to be found wrong.
    expect(seen.rarely(20)).toEqual([]);
  });

  it('gives the same bits whether the rules about single items come with the items or with the rules', () => {
    fc.assert(
      fc.property(worldRules, rankedItems, instant, (rules, items, at) => {
        const [records, snapshot] = splitWorld(rules, items);
        const bare = records.map((record) => ({ ...record, selections: [] }));
        expect(Atlas.compile(bare, buildSnapshot(rules), at, 1).hash).toBe(
          Atlas.compile(records, snapshot, at, 1).hash,
        );
      }),
      { numRuns: cases(300) },
    );
  });

  it('is followed from instant to instant through every date of a world', () => {
    fc.assert(
      fc.property(worldRules, rankedItems, (rules, items) => {
        const [records, snapshot] = splitWorld(rules, items);
        let atlas = Atlas.compile(records, snapshot, 0, 1);
        for (let at = 0; at <= LAST_INSTANT + 1; at++) {
          if (atlas.validUntil === at) atlas = atlas.withRules(snapshot, at);
          expect(atlas.hash).toBe(Atlas.compile(records, snapshot, at, 1).hash);
        }
      }),
      { numRuns: cases(110) },
    );
  });

  it('refuses an instant before the one that its items were settled at', () => {
    fc.assert(
      fc.property(worldRules, rankedItems, (rules, items) => {
        const [records, snapshot] = splitWorld(rules, items);
        const atlas = Atlas.compile(records, snapshot, 5, 1);
        expect(() => atlas.withRules(snapshot, 4)).toThrow(
          expect.objectContaining({ code: 'instant-too-early' }),
        );
      }),
      { numRuns: 5 },
    );
  });
});

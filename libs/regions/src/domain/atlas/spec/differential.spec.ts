import fc from 'fast-check';
import { decide } from '../../decision/decide';
import { instant, LAST_INSTANT } from '../../decision/spec/arbitrary-items';
import { bruteForce } from '../../decision/spec/brute-force';
import { buildSnapshot } from '../../decision/snapshot/build-snapshot';
import { FRESH_ACTIONS } from '../../rules/action';
import { Atlas } from '../atlas';
import { rankedItems, splitWorld, worldRules } from './worlds';

const WORLDS = 700;

describe('the atlas', () => {
  it(`answers as decide and the second reading do, in ${WORLDS} random worlds`, () => {
    const seen = { cases: 0, allowed: 0, boundaries: 0 };
    fc.assert(
      fc.property(worldRules, rankedItems, instant, (rules, items, at) => {
        const [records, snapshot] = splitWorld(rules, items);
        const atlas = Atlas.compile(records, snapshot, at, 1);
        const all = buildSnapshot(rules);
        for (const { item } of items) {
          const position = atlas.positionOf(item.id);
          for (const { code: market, slot } of rules.markets) {
            for (const action of FRESH_ACTIONS) {
              const question = { item, market, action, at };
              const denials = bruteForce(rules, question);
              const decision = decide(all, question);
              const told = atlas.decide(position, market, action);
              expect(decision.allowed).toBe(denials.length === 0);
              expect(atlas.may(action, slot, position)).toBe(decision.allowed);
              expect([told.allowed, told.state]).toEqual([decision.allowed, decision.state]);
              expect(told.nextChange?.at).toBe(decision.nextChange?.at);
              // Between here and the end of its validity nothing flips.
              if (decision.nextChange !== null)
                expect(atlas.validUntil).toBeLessThanOrEqual(decision.nextChange.at);
              seen.cases++;
              seen.allowed += Number(decision.allowed);
              seen.boundaries += Number(decision.nextChange !== null);
            }
          }
        }
      }),
      { numRuns: WORLDS },
    );
    expect(seen.cases).toBeGreaterThan(10_000);
    expect(seen.allowed).toBeGreaterThan(seen.cases / 20);
    expect(seen.boundaries).toBeGreaterThan(seen.cases / 50);
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
      { numRuns: 300 },
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
      { numRuns: 150 },
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

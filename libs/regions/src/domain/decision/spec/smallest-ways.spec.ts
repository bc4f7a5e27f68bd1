import fc from 'fast-check';
import { decide } from '../decide';
import { buildSnapshot } from '../snapshot/build-snapshot';
import { cases } from './cases';
import { item, requirement, rows } from './factories';

/** Sets of papers by demand; each demand asks for all of one set. */
type Demands = readonly (readonly (readonly string[])[])[];

function waysOf(demands: Demands): string[][] {
  const requirements = demands.map((anyOf, index) => requirement({ id: `R${index}`, anyOf }));
  const asked = { item: item(), market: 'DE', action: 'acquire' as const, at: 0 };
  const { unlock } = decide(buildSnapshot(rows({ requirements })), asked);
  return unlock.map((steps) =>
    steps.map((step) => (step.do === 'verify-credential' ? step.credentialType : step.do)),
  );
}

const opens = (demands: Demands, way: readonly string[]) =>
  demands.every((anyOf) => anyOf.some((set) => set.every((type) => way.includes(type))));

const isMinimal = (demands: Demands, way: readonly string[]) => {
  const without = (spared: string) => way.filter((type) => type !== spared);
  return opens(demands, way) && way.every((spared) => !opens(demands, without(spared)));
};

const anyOf = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, number) => [`${prefix}${number}`]);

describe('the ways that several demands leave', () => {
  it('are as many as there are, up to eight, and none is smaller than they', () => {
    const types = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    const papers = fc.subarray(types, { minLength: 1, maxLength: 4 });
    const one = fc.array(papers, { minLength: 1, maxLength: 4 });
    const some = fc.array(one, { minLength: 1, maxLength: 6 });
    const subsets = Array.from({ length: 2 ** types.length }, (_, mask) =>
      types.filter((__, index) => (mask >> index) % 2 === 1),
    );
    fc.assert(
      fc.property(some, (demands) => {
        const all = subsets.filter((way) => isMinimal(demands, way));
        const ways = waysOf(demands);
        const sizes = all.map((way) => way.length).sort((a, b) => a - b);
        expect(ways.map((way) => way.length)).toEqual(sizes.slice(0, 8));
        const found = new Set(ways.map((way) => way.join()));
        expect(found.size).toBe(ways.length);
        expect(all.map((way) => way.join())).toEqual(expect.arrayContaining([...found]));
      }),
      { numRuns: cases(1_000) },
    );
  });

  it('are all of the smallest, however many longer ones there are', () => {
    const crowd = ['p', 'q', 'r', 's'].map((name) => anyOf(name, 4));
    // Only what is named last makes the fifth demand cheap.
    const joins = [0, 1, 2].map((number) => [`p${number}`, 'q3', 'r3', 's3']);
    const demands = [...crowd, [...joins, ['p3', 'q3', 'r3', 's0']]];
    expect(waysOf(demands)).toEqual([
      ['p0', 'q3', 'r3', 's3'],
      ['p1', 'q3', 'r3', 's3'],
      ['p2', 'q3', 'r3', 's3'],
      ['p3', 'q3', 'r3', 's0'],
    ]);
  });

  it('are eight of thirty papers where thirty demands have nothing in common', () => {
    const apart = Array.from({ length: 30 }, (_, number) => anyOf(`d${number}-`, 10));
    expect(waysOf(apart).map((way) => way.length)).toEqual(Array(8).fill(30));
  });

  it('unlock with nothing to spare where there are more than can be looked at', () => {
    // One of any three of fourteen papers: twelve of them are needed, which no count of demands tells beforehand.
    const types = Array.from({ length: 14 }, (_, number) => `paper-${String.fromCharCode(97 + number)}`);
    const demands = types.flatMap((a, first) =>
      types.slice(first + 1).flatMap((b, second) => {
        return types.slice(first + second + 2).map((c) => [[a], [b], [c]]);
      }),
    );
    const ways = waysOf(demands);
    expect(ways).toHaveLength(8);
    for (const way of ways) expect(isMinimal(demands, way)).toBe(true);
    expect(waysOf([...demands].reverse())).toEqual(ways);
  });
});

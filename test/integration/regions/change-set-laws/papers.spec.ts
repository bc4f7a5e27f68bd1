import { DomainError } from '@portolan/platform';
import {
  type Edit,
  ListCredentials,
  ListDeals,
  ListPlan,
  ListProhibitions,
  ListRequirements,
  ListRiskAcceptances,
} from '@portolan/regions';
import fc from 'fast-check';
import { store } from '../support';
import { DAYS, type KnownPapers, PAPER_GROUND, paperPlans } from './arbitrary-papers';
import { World } from './world';

const SETS = 40;
const MOST_DRAWN = SETS * 4;

describe.each([
  ['EU', 'WORLD', 'US - US-NV'],
  ['WORLD', 'WORLD - FR', 'DE + US', 'WORLD'],
])('laws of change sets about papers, deals, risks and places (%s ...)', (...territories) => {
  let world: World;
  beforeAll(async () => {
    world = await World.of(territories);
    await world.carryOut(await world.propose(PAPER_GROUND));
  }, 120_000);
  afterAll(() => world.regions.close());

  it(`what a preview foretells happens, and taking it back restores every bit of all days (${SETS} sets)`, async () => {
    const seen = { made: 0, changed: 0, later: 0, verbs: new Set<string>() };
    const run = async (plan: (known: KnownPapers) => Edit[]) => {
      if (seen.made === SETS) return;
      const edits = plan(await known());
      fc.pre(edits.length > 0);
      const [before, hash] = [await answersOn(DAYS), await world.replayed()];
      const changeSetId = await world.propose(edits);
      const diff = await orRefused(world.prepare(changeSetId));
      // An overlap, a circle of successors, what has ended already: refused whatever it is that is previewed.
      fc.pre(diff !== null);
      const instants = [undefined, ...diff.later.map(({ at }) => at)];
      const beforeThen = await answersOn(instants);
      await world.apply(changeSetId, diff.hash);
      const afterThen = await answersOn(instants);
      for (const [index, { counts }] of [diff, ...diff.later].entries()) {
        const cells = world.cells(beforeThen[index] ?? [], afterThen[index] ?? []);
        expect(new Set(counts)).toEqual(new Set(cells));
        if (index > 0) seen.later += cells.length;
      }
      seen.made++;
      seen.changed += diff.gained + diff.lost;
      for (const edit of edits) seen.verbs.add(edit.do);
      const revert = await orFinal(world.proposeRevert(changeSetId));
      if (revert === null) return expect(await answersOn(DAYS)).toEqual(before);
      const undone = await world.carryOut(revert);
      expect(await answersOn(DAYS)).toEqual(before);
      expect(await world.replayed()).toBe(hash);
      expect(undone).toMatchObject({ gained: diff.lost, lost: diff.gained });
    };
    const { seed = Date.now() } = fc.readConfigureGlobal();
    const draw = { numRuns: MOST_DRAWN, seed: seed + territories.length, endOnFailure: true };
    await fc.assert(fc.asyncProperty(paperPlans, run), draw);
    expect(seen.made).toBe(SETS);
    // What one of them closes, taking it back opens.
    expect(seen.changed + seen.later).toBeGreaterThan(SETS / 2);
    expect(seen.verbs.size).toBeGreaterThan(8);
  }, 300_000);

  /** `undefined`: now. */
  async function answersOn(instants: readonly (number | undefined)[]): Promise<boolean[][]> {
    const answers: boolean[][] = [];
    for (const at of instants) answers.push(await world.answers(at));
    return answers;
  }

  async function known(): Promise<KnownPapers> {
    const page = { limit: 100, ended: false, actor: store };
    const [credentials, deals, acceptances, offers, prohibitions, requirements] = await Promise.all([
      world.use(ListCredentials).execute(page),
      world.use(ListDeals).execute(page),
      world.use(ListRiskAcceptances).execute(page),
      world.use(ListPlan).execute(page),
      world.use(ListProhibitions).execute(page),
      world.use(ListRequirements).execute(page),
    ]);
    const ids = (data: readonly { id: string }[]) => [...new Set(data.map(({ id }) => id))];
    return {
      credentials: ids(credentials.data),
      deals: ids(deals.data),
      acceptances: ids(acceptances.data),
      offers: ids(offers.data),
      prohibitions: ids(prohibitions.data),
      gates: ids(requirements.data.filter(({ enforcement }) => enforcement === 'risk-gated')),
    };
  }
});

async function orRefused<T>(act: Promise<T>): Promise<T | null> {
  try {
    return await act;
  } catch (error) {
    if (error instanceof DomainError) return null;
    throw error;
  }
}

/** What alone changes nothing, as an agreement that is recorded, is not taken back. */
async function orFinal<T>(act: Promise<T>): Promise<T | null> {
  try {
    return await act;
  } catch (error) {
    if (error instanceof DomainError && error.code === 'change-set-final') return null;
    throw error;
  }
}

import {
  type AvailabilityQuestion,
  ApplyChangeSet,
  ApproveChangeSet,
  CreateChangeSet,
  DecideAvailability,
  type Edit,
  FRESH_ACTIONS,
  ListPlan,
  ListProhibitions,
  ListRequirements,
  PreviewChangeSet,
  RevertChangeSet,
  type RuleDiff,
  SubmitChangeSet,
} from '@portolan/regions';
import fc from 'fast-check';
import { openStore, putApp, type RegionsApp, staffMember, startRegions, store } from './support';

/** `CHANGE_SET_RUNS=200` takes minutes. */
const RUNS = Number(process.env['CHANGE_SET_RUNS'] ?? 30);
const MARKETS = ['DE', 'FR', 'US', 'IT'];
const CATEGORIES = ['app/game', 'app/tools', 'device/phone'];

const markets = fc
  .constantFrom('DE', 'FR + US', 'EU', 'WORLD', 'WORLD - DE', 'EU - FR', 'IT')
  .map((expression) => ({ expression, coversFutureMarkets: true }));
const categories = fc.subarray(CATEGORIES, { maxLength: 2 });
const category = fc.constantFrom(null, 'app', ...CATEGORIES);
const actions = fc.subarray([...FRESH_ACTIONS], { minLength: 1 });

/** What is there to be changed; numbers pick among them. */
interface Known {
  offers: string[];
  requirements: string[];
  prohibitions: string[];
}
type Plan = (known: Known) => Edit | null;
const pick = (ids: string[], number: number): string | undefined =>
  ids.splice(number % (ids.length || 1), 1)[0];

const plan: fc.Arbitrary<Plan> = fc.oneof(
  fc
    .record({ category, markets, actions, offered: fc.boolean(), replaces: fc.option(fc.nat()) })
    .map(({ replaces, ...rule }): Plan => (known) => {
      const offerId = replaces === null ? undefined : pick(known.offers, replaces);
      return { do: 'set-plan', ...rule, ...(offerId !== undefined && { offerId }) };
    }),
  fc
    .record({ categories, markets, actions, replaces: fc.option(fc.nat()) })
    .map(({ categories: asked, replaces, ...rule }): Plan => (known) => {
      const requirementId = replaces === null ? undefined : pick(known.requirements, replaces);
      return {
        do: 'put-requirement',
        items: { categories: asked },
        ...rule,
        ...(requirementId !== undefined && { requirementId }),
        anyOf: [['radio.fcc']],
        enforcement: 'blocking',
        missingCode: 'CERT.MISSING',
      };
    }),
  fc.record({ categories, markets, actions }).map(({ categories: asked, ...rule }): Plan => () => ({
    do: 'issue-prohibition',
    type: 'court-injunction',
    items: { categories: asked },
    ...rule,
    retention: 'full',
    reason: 'an order',
  })),
  fc
    .tuple(
      fc.constantFrom(...MARKETS),
      fc.constantFrom('open' as const, 'suspended' as const, 'closed' as const),
    )
    .map(([market, status]): Plan => () => ({
      do: 'change-market-status',
      market,
      status,
      reason: 'a test',
    })),
  fc.nat().map((number): Plan => (known) => {
    const offerId = pick(known.offers, number);
    return offerId === undefined ? null : { do: 'remove-plan', offerId };
  }),
  fc.nat().map((number): Plan => (known) => {
    const requirementId = pick(known.requirements, number);
    return requirementId === undefined ? null : { do: 'end-requirement', requirementId, reason: 'repealed' };
  }),
  fc.nat().map((number): Plan => (known) => {
    const prohibitionId = pick(known.prohibitions, number);
    return prohibitionId === undefined ? null : { do: 'lift-prohibition', prohibitionId, reason: 'settled' };
  }),
);

describe('laws of change sets', () => {
  let regions: RegionsApp;
  let questions: AvailabilityQuestion[];
  beforeAll(async () => {
    regions = await startRegions();
    await openStore(regions);
    const items: string[] = [];
    for (const [index, path] of CATEGORIES.entries()) {
      const kind = path.startsWith('device') ? 'device' : 'app';
      items.push(await putApp(regions, index === 0 ? 'WORLD - FR' : 'WORLD', { kind, category: path }));
    }
    questions = items.flatMap((itemId) =>
      MARKETS.flatMap((market) => FRESH_ACTIONS.map((action) => ({ itemId, market, action }))),
    );
  });
  afterAll(() => regions.close());

  const manager = staffMember('market-manager');
  const second = staffMember('market-approver', 'legal');
  const use = <T>(type: new (...parts: never[]) => T): T => regions.module.get(type);

  /** Asked of `decide` in the database, not of the compiled bits that previews are made with. */
  async function answers(): Promise<boolean[]> {
    const decisions = await use(DecideAvailability).execute({ questions });
    return decisions.map((decision) => decision?.allowed === true);
  }

  async function known(): Promise<Known> {
    const page = { limit: 100, ended: false };
    const [offers, requirements, prohibitions] = await Promise.all([
      use(ListPlan).execute(page),
      use(ListRequirements).execute({ ...page, actor: store }),
      use(ListProhibitions).execute({ ...page, actor: store }),
    ]);
    const ids = ({ data }: { data: { id: string }[] }) => data.map(({ id }) => id);
    return { offers: ids(offers), requirements: ids(requirements), prohibitions: ids(prohibitions) };
  }

  async function carryOut(changeSetId: string): Promise<RuleDiff> {
    const { set, diff } = await use(PreviewChangeSet).execute({ changeSetId, actor: manager });
    const step = { changeSetId, hash: diff.hash };
    if (set.needsApproval) {
      await use(SubmitChangeSet).execute({ ...step, actor: manager });
      await use(ApproveChangeSet).execute({ ...step, actor: second });
    } else expect(diff.gained).toBe(0);
    regions.clock.advance(1_000);
    await use(ApplyChangeSet).execute({ ...step, actor: manager });
    return diff;
  }

  /** The preview's counts for the asked markets. */
  const foretold = ({ counts }: RuleDiff) =>
    MARKETS.flatMap((market) =>
      FRESH_ACTIONS.map((action) => {
        const cells = counts.filter((cell) => cell.market === market && cell.action === action);
        const sum = (part: 'gained' | 'lost') => cells.reduce((total, cell) => total + cell[part], 0);
        return { market, action, gained: sum('gained'), lost: sum('lost') };
      }),
    );
  const happened = (before: boolean[], after: boolean[]) =>
    MARKETS.flatMap((market) =>
      FRESH_ACTIONS.map((action) => {
        const changed = (to: boolean) =>
          questions.filter((question, index) => {
            const isAsked = question.market === market && question.action === action;
            return isAsked && before[index] !== after[index] && after[index] === to;
          }).length;
        return { market, action, gained: changed(true), lost: changed(false) };
      }),
    );

  it('what a preview foretells happens, and taking it back restores every answer', async () => {
    const run = async (plans: Plan[], isKept: boolean) => {
      const there = await known();
      const edits = plans.map((one) => one(there)).filter((edit) => edit !== null);
      fc.pre(edits.length > 0);
      const before = await answers();
      const proposal = { title: 'Random', reason: 'a law', edits, actor: manager };
      const { id } = await use(CreateChangeSet).execute(proposal);
      const diff = await carryOut(id);
      const after = await answers();
      expect(foretold(diff)).toEqual(happened(before, after));
      // Some stay, so that the next ones start from other ground.
      if (isKept) return;
      const back = await use(RevertChangeSet).execute({ changeSetId: id, reason: 'a law', actor: manager });
      const undone = await carryOut(back.id);
      expect(await answers()).toEqual(before);
      expect(undone).toMatchObject({ gained: diff.lost, lost: diff.gained });
    };
    const kept = fc.integer({ min: 0, max: 4 }).map((number) => number === 0);
    await fc.assert(fc.asyncProperty(fc.array(plan, { minLength: 1, maxLength: 4 }), kept, run), {
      numRuns: RUNS,
      // The ground differs from run to run, so a smaller example would be another one.
      endOnFailure: true,
    });
  }, 300_000);
});

import {
  type AvailabilityQuestion,
  ApplyChangeSet,
  ApproveChangeSet,
  CreateChangeSet,
  DecideAvailability,
  type Edit,
  FRESH_ACTIONS,
  ListEpochs,
  ListPlan,
  ListProhibitions,
  ListRequirements,
  PreviewChangeSet,
  ReplayEpoch,
  RevertChangeSet,
  type RuleDiff,
  SubmitChangeSet,
} from '@portolan/regions';
import {
  keepMarkets,
  openStore,
  putApp,
  type RegionsApp,
  staffMember,
  startRegions,
  store,
} from '../support';
import { CATEGORIES, type Known, MARKETS } from './arbitrary-edits';

export const manager = staffMember('market-manager');
export const second = staffMember('market-approver', 'legal');

/** What became available, or ceased to be, in words that name each cell: `<item> DE list true`. */
export type Effect = string[];

const everywhere = { expression: 'WORLD', coversFutureMarkets: true };
/** What stands at the beginning, so that there is something to lift and to end as well. */
const GROUND: Edit[] = [
  {
    do: 'issue-prohibition',
    type: 'court-injunction',
    items: { categories: ['app/tools'] },
    markets: { expression: 'FR', coversFutureMarkets: true },
    retention: 'full',
    reason: 'an order',
  },
  {
    do: 'put-requirement',
    items: { categories: ['device/phone'] },
    markets: { expression: 'US', coversFutureMarkets: true },
    actions: ['list', 'acquire'],
    anyOf: [['radio.fcc']],
    enforcement: 'blocking',
    missingCode: 'CERT.MISSING',
  },
  { do: 'set-plan', category: 'app/game', markets: everywhere, actions: ['acquire'], offered: false },
];

/** A store with a few markets, whose every answer can be asked for again and again. */
export class World {
  /** What each epoch's hash was while it was the current one. */
  readonly hashes = new Map<number, string>();
  private questions: (AvailabilityQuestion & { category: string })[] = [];

  private constructor(readonly regions: RegionsApp) {}

  /** @param territories of one item each; the items take the categories in turn. */
  static async of(territories: readonly string[]): Promise<World> {
    const regions = await startRegions();
    await openStore(regions);
    await keepMarkets(regions.database, MARKETS);
    const world = new World(regions);
    for (const [index, expression] of territories.entries()) {
      const category = CATEGORIES[index % CATEGORIES.length] ?? '';
      const kind = category.startsWith('device') ? 'device' : 'app';
      const itemId = await putApp(regions, expression, { kind, category });
      for (const market of MARKETS)
        for (const action of FRESH_ACTIONS) world.questions.push({ itemId, market, action, category });
    }
    await world.carryOut(await world.propose(GROUND));
    return world;
  }

  use<T>(type: new (...parts: never[]) => T): T {
    return this.regions.module.get(type);
  }

  /** Asked of `decide` in the database, not of the compiled bits that previews are made with. */
  async answers(at?: number): Promise<boolean[]> {
    const then = at === undefined ? {} : { at: new Date(at) };
    const questions = this.questions.map(({ itemId, market, action }) => ({
      itemId,
      market,
      action,
      ...then,
    }));
    const decisions = await this.use(DecideAvailability).execute({ questions });
    return decisions.map((decision) => decision?.allowed === true);
  }

  effect(before: boolean[], after: boolean[]): Effect {
    return this.questions
      .filter((_, index) => before[index] !== after[index])
      .map(
        (asked) => `${asked.itemId} ${asked.market} ${asked.action} ${after[this.questions.indexOf(asked)]}`,
      );
  }

  /** The cells that a preview of this effect has to show: all of them, and no other. */
  cells(before: boolean[], after: boolean[]): RuleDiff['counts'] {
    const cells = new Map<string, RuleDiff['counts'][number]>();
    this.questions.forEach(({ market, action, category }, index) => {
      if (before[index] === after[index]) return;
      const key = `${market} ${action ?? ''} ${category}`;
      const cell = cells.get(key) ?? { market, action: action as 'list', category, gained: 0, lost: 0 };
      cell[after[index] === true ? 'gained' : 'lost']++;
      cells.set(key, cell);
    });
    return [...cells.values()];
  }

  async known(): Promise<Known> {
    const page = { limit: 100, ended: false };
    const [offers, requirements, prohibitions] = await Promise.all([
      this.use(ListPlan).execute(page),
      this.use(ListRequirements).execute({ ...page, actor: store }),
      this.use(ListProhibitions).execute({ ...page, actor: store }),
    ]);
    const ids = ({ data }: { data: { id: string }[] }) => data.map(({ id }) => id);
    return { offers: ids(offers), requirements: ids(requirements), prohibitions: ids(prohibitions) };
  }

  /** The hash of all answers of an epoch, from what is stored; of the current one unless told. */
  async replayed(asked?: number): Promise<string> {
    const epoch = asked ?? (await this.use(ListEpochs).execute({ limit: 1 })).data[0]?.epoch ?? 0;
    const { hash } = await this.use(ReplayEpoch).execute({ epoch });
    if (asked === undefined) this.hashes.set(epoch, hash);
    return hash;
  }

  async propose(edits: Edit[]): Promise<string> {
    const proposal = { title: 'Random', reason: 'a law', edits, actor: manager };
    return (await this.use(CreateChangeSet).execute(proposal)).id;
  }

  async proposeRevert(changeSetId: string): Promise<string> {
    const proposal = { changeSetId, reason: 'a law', actor: manager };
    return (await this.use(RevertChangeSet).execute(proposal)).id;
  }

  /** Previews it and has it approved if that is needed. */
  async prepare(changeSetId: string): Promise<RuleDiff> {
    const { set, diff } = await this.use(PreviewChangeSet).execute({ changeSetId, actor: manager });
    if (set.needsApproval) {
      const step = { changeSetId, hash: diff.hash };
      await this.use(SubmitChangeSet).execute({ ...step, actor: manager });
      await this.use(ApproveChangeSet).execute({ ...step, actor: second });
    } else if (diff.gained > 0) throw new Error('A set that opens something asked for no approval.');
    return diff;
  }

  async apply(changeSetId: string, hash: string): Promise<void> {
    this.regions.clock.advance(1_000);
    await this.use(ApplyChangeSet).execute({ changeSetId, hash, actor: manager });
  }

  /** From the proposal to its application. */
  async carryOut(changeSetId: string): Promise<RuleDiff> {
    const diff = await this.prepare(changeSetId);
    await this.apply(changeSetId, diff.hash);
    return diff;
  }
}

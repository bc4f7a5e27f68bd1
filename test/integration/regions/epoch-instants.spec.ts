import {
  AcceptRisk,
  DecideAsKnown,
  DecideAvailability,
  type Edit,
  IssueProhibition,
  ListEpochs,
  PullKillSwitch,
  PutRequirement,
  RecordCredential,
  RecordDeal,
  ReplayEpoch,
  SelectManyTerritories,
  SelectTerritories,
} from '@portolan/regions';
import { randomUUID } from 'node:crypto';
import { carryOut } from '../../support/change-sets';
import { openStore, putApp, type RegionsApp, startRegions, store } from './support';

const everywhere = { expression: 'WORLD', coversFutureMarkets: true };
const germany = { expression: 'DE', coversFutureMarkets: false };
const reason = 'a test';

/** By the machine's clock, which moves on while a change is made. */
describe('the instant of an epoch', () => {
  let regions: RegionsApp;
  let itemId: string;
  let publisherId: string;
  beforeAll(async () => {
    regions = await startRegions();
    regions.clock.release();
    await openStore(regions);
    publisherId = randomUUID();
    itemId = await putApp(regions, 'WORLD', { publisherId });
  });
  afterAll(() => regions.close());

  const edit = (...edits: Edit[]) => carryOut(regions.module, ...edits);
  const newest = async () => {
    const { data } = await regions.module.get(ListEpochs).execute({ limit: 1 });
    if (data[0] === undefined) throw new Error('There is no epoch.');
    return data[0];
  };
  const questions = () =>
    ['DE', 'FR', 'US'].flatMap((market) =>
      (['list', 'acquire'] as const).map((action) => ({ itemId, market, action })),
    );
  const hashOf = async (epoch: number) => (await regions.module.get(ReplayEpoch).execute({ epoch })).hash;

  /** Makes a change that changes answers, and asks for those at its instant. */
  async function expectWhole(change: () => Promise<unknown>): Promise<void> {
    const before = await newest();
    await change();
    const { epoch, at } = await newest();
    expect(await hashOf(epoch)).not.toBe(await hashOf(before.epoch));
    const asked = { questions: questions() };
    const now = await regions.module.get(DecideAvailability).execute(asked);
    const then = await regions.module.get(DecideAsKnown).execute({ ...asked, knownAt: at });
    const allowed = (decisions: typeof now) => decisions.map((decision) => decision?.allowed);
    expect(allowed(then)).toEqual(allowed(now));
  }

  it('has a kill switch and its lifting', async () => {
    const { module } = regions;
    let prohibitionId = '';
    const target = { itemId };
    await expectWhole(async () => {
      const command = { target, markets: 'DE', retention: 'full' as const, reason, actor: store };
      prohibitionId = (await module.get(PullKillSwitch).execute(command)).id;
    });
    await expectWhole(() => edit({ do: 'lift-prohibition', prohibitionId, reason }));
  });

  it('has rules of the plan and selections, made, replaced and taken away', async () => {
    const { module } = regions;
    const newId = randomUUID();
    await expectWhole(() => edit({ do: 'set-plan', newId, markets: germany, offered: false }));
    const replaced = { ...germany, expression: 'FR' };
    await expectWhole(() => edit({ do: 'set-plan', offerId: newId, markets: replaced, offered: false }));
    await expectWhole(() => edit({ do: 'remove-plan', offerId: newId }));
    const one = { itemId, coversFutureMarkets: true, actor: store };
    await expectWhole(() => module.get(SelectTerritories).execute({ ...one, expression: 'WORLD - DE' }));
    const rows = [{ wish: { itemId, markets: everywhere }, refusal: null, line: 1 }];
    await expectWhole(() =>
      module.get(SelectManyTerritories).execute({ publisherId, rows, apply: 'all', actor: store }),
    );
  });

  it('has requirements, what is accepted in spite of them, papers and deals', async () => {
    const { module } = regions;
    const scope = { items: { itemIds: [itemId] }, markets: germany };
    const asks = (newId: string, enforcement: 'blocking' | 'risk-gated') => ({
      ...scope,
      newId,
      actions: ['list', 'acquire'] as const,
      anyOf: [['radio.fcc']],
      enforcement,
      missingCode: 'CERT.MISSING',
    });
    const [gate, acceptanceId] = [randomUUID(), randomUUID()];
    await expectWhole(() =>
      module.get(PutRequirement).execute({ ...asks(gate, 'risk-gated'), actor: store }),
    );
    const until = new Date(Date.now() + 3_600_000);
    const accepted = { requirementId: gate, acceptedBy: 'A person', justification: reason, valid: { until } };
    await expectWhole(() =>
      module.get(AcceptRisk).execute({ ...scope, ...accepted, newId: acceptanceId, actor: store }),
    );
    await expectWhole(() => edit({ do: 'end-risk-acceptance', acceptanceId, reason }));
    await expectWhole(() => edit({ do: 'end-requirement', requirementId: gate, reason }));

    await module.get(PutRequirement).execute({ ...asks(randomUUID(), 'blocking'), actor: store });
    const terms = { kind: 'licence' as const, counterparty: 'A pool', title: 'A deal', actor: store };
    const { id: dealId } = await module.get(RecordDeal).execute(terms);
    const paper = { ...scope, type: 'radio.fcc', holder: { kind: 'operator' } as const, issuer: 'A pool' };
    const recorded = await module.get(RecordCredential).execute({ ...paper, dealId, actor: store });
    const credentialId = recorded.id;
    const status = (next: 'verified' | 'suspended'): Edit => ({
      do: 'change-credential-status',
      credentialId,
      status: next,
      reason,
    });
    await expectWhole(() => edit(status('verified')));
    await expectWhole(() => edit(status('suspended')));
    await expectWhole(() => edit(status('verified')));
    await expectWhole(() => edit({ do: 'terminate-deal', dealId, reason }));
    await expectWhole(() => edit({ do: 'amend-deal', dealId, valid: { until: null }, reason }));
  });

  it('has what becomes of markets and groups', async () => {
    const { module } = regions;
    const status = (to: 'open' | 'closed'): Edit => ({
      do: 'change-market-status',
      market: 'US',
      status: to,
      reason,
    });
    await expectWhole(() => edit(status('closed')));
    await expectWhole(() => edit(status('open')));
    const order = { type: 'court-injunction', items: {}, retention: 'full' as const, reason, actor: store };
    const eu = { expression: 'EU', coversFutureMarkets: true };
    await module.get(IssueProhibition).execute({ ...order, markets: eu });
    await expectWhole(() => edit({ do: 'end-group-member', group: 'EU', market: 'DE', reason }));
    await expectWhole(() => edit({ do: 'add-group-member', group: 'EU', market: 'DE', reason }));
    const at = { expression: 'AT', coversFutureMarkets: false };
    await module.get(IssueProhibition).execute({ ...order, markets: at });
    await expectWhole(() => edit({ do: 'succeed-market', market: 'AT', successors: ['US'], reason }));
  });
});

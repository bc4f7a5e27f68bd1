import {
  ApplyChangeSet,
  ApproveChangeSet,
  CreateChangeSet,
  CreateMarketGroup,
  type Edit,
  IssueProhibition,
  PreviewChangeSet,
  SubmitChangeSet,
} from '@portolan/regions';
import { carryOut } from '../../support/change-sets';
import { decideOne, openStore, putApp, type RegionsApp, staffMember, startRegions, store } from './support';

/** Who may not lift an order may not walk around it either. */
describe('a prohibition that an edit loosens without naming it', () => {
  let regions: RegionsApp;
  let app: string;
  beforeAll(async () => {
    regions = await startRegions();
    await openStore(regions);
    app = await putApp(regions);
    await use(CreateMarketGroup).execute({ code: 'PACT', name: 'Pact', members: ['DE', 'FR'], actor: store });
  });
  afterAll(() => regions.close());

  const manager = staffMember('market-manager');
  const approver = staffMember('market-approver');
  const legal = staffMember('legal');
  const use = <T>(type: new (...parts: never[]) => T): T => regions.module.get(type);
  const order = (expression: string, exemptingCredentialType: string | null = null) =>
    use(IssueProhibition).execute({
      type: 'court-injunction',
      items: { itemIds: [app] },
      markets: { expression, coversFutureMarkets: true },
      retention: 'full',
      reason: 'an order',
      exemptingCredentialType,
      actor: store,
    });
  async function proposed(...edits: Edit[]) {
    const proposal = { title: 'A set', reason: 'a test', edits, actor: manager };
    const { id: changeSetId } = await use(CreateChangeSet).execute(proposal);
    const { set, diff } = await use(PreviewChangeSet).execute({ changeSetId, actor: manager });
    const step = { changeSetId, hash: diff.hash };
    await use(SubmitChangeSet).execute({ ...step, actor: manager });
    return {
      id: changeSetId,
      set,
      diff,
      approve: (actor: typeof legal) => use(ApproveChangeSet).execute({ ...step, actor }),
      apply: () => use(ApplyChangeSet).execute({ ...step, actor: manager }),
    };
  }
  /** Nobody but the role legal approves it, and then it frees the app in a market. */
  async function isForLegal(market: string, ...edits: Edit[]) {
    expect((await decideOne(regions, app, market)).allowed).toBe(false);
    const { set, diff, approve, apply } = await proposed(...edits);
    expect([set.needsLegal, diff.needsLegal]).toEqual([true, true]);
    await expect(approve(approver)).rejects.toMatchObject({ code: 'role-required' });
    await approve(legal);
    expect((await apply()).state).toBe('applied');
    expect((await decideOne(regions, app, market)).allowed).toBe(true);
  }
  const verify = (credentialId: string): Edit => ({
    do: 'change-credential-status',
    credentialId,
    status: 'verified',
    reason: 'seen',
  });
  const paper = (newId: string, type: string, expression: string, dealId?: string): Edit => ({
    do: 'record-credential',
    newId,
    type,
    holder: { kind: 'operator' },
    issuer: 'A court',
    items: {},
    markets: { expression, coversFutureMarkets: false },
    ...(dealId && { dealId }),
  });
  const id = (number: number) => `00000000-0000-7000-8000-00000000000${number}`;

  it('by a market that leaves the group that the order names', async () => {
    await order('PACT');
    await isForLegal('DE', { do: 'end-group-member', group: 'PACT', market: 'DE', reason: 'treaty' });
  });

  it('by a paper of the type that exempts from it', async () => {
    await order('US', 'court-permission.us');
    await carryOut(regions.module, paper(id(1), 'court-permission.us', 'US'));
    await isForLegal('US', verify(id(1)));
  });

  it('by a deal whose papers reach further', async () => {
    await order('DE', 'covenant.de');
    const deal: Edit = {
      do: 'record-deal',
      newId: id(2),
      kind: 'covenant',
      counterparty: 'H',
      title: 'Peace',
    };
    const made = await proposed(deal, paper(id(3), 'covenant.de', 'US', id(2)), verify(id(3)));
    // It exempts where nothing is forbidden: the ordinary approval is enough.
    expect(made.set).toMatchObject({ needsApproval: true, needsLegal: false });
    await made.approve(approver);
    await made.apply();
    await isForLegal('DE', {
      do: 'amend-deal',
      dealId: id(2),
      credentials: [{ credentialId: id(3), markets: { expression: 'US + DE', coversFutureMarkets: false } }],
      reason: 'amended',
    });
  });

  it('that came after the approval: the set is not applied without that role, and with it is', async () => {
    await carryOut(regions.module, paper(id(4), 'covenant.it', 'IT'));
    const { id: changeSetId, set, approve, apply } = await proposed(verify(id(4)));
    expect(set.needsLegal).toBe(false);
    await approve(approver);
    // Italy is closed, so that neither the order nor the paper changes an answer of today.
    await order('IT', 'covenant.it');
    await expect(apply()).rejects.toMatchObject({ code: 'approval-required' });
    // The effect is the same, so that the hash stays; whose approval it needs is another matter.
    const again = await use(PreviewChangeSet).execute({ changeSetId, actor: manager });
    expect(again.set).toMatchObject({ state: 'previewed', needsLegal: true, approvedBy: null });
    await use(SubmitChangeSet).execute({ changeSetId, hash: again.diff.hash, actor: manager });
    await expect(approve(approver)).rejects.toMatchObject({ code: 'role-required' });
    await approve(legal);
    expect((await apply()).state).toBe('applied');
  });
});

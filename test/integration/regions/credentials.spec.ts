import {
  ChangeCredentialStatus,
  DecideAsKnown,
  DraftOwnCredential,
  type Edit,
  ListCredentials,
  PutRequirement,
  RecordCredential,
  RecordDeal,
} from '@portolan/regions';
import { randomUUID } from 'node:crypto';
import { carryOut } from '../../support/change-sets';
import { codesOf, decideOne, openStore, putApp, type RegionsApp, startRegions, store } from './support';

describe('credentials that take the place of others', () => {
  let regions: RegionsApp;
  let app: string;
  beforeAll(async () => {
    regions = await startRegions();
    await openStore(regions);
    app = await putApp(regions);
    await regions.module.get(PutRequirement).execute({
      items: { itemIds: [app] },
      markets: scope,
      actions: ['acquire'],
      anyOf: [['radio.de']],
      enforcement: 'blocking',
      missingCode: 'CERT.MISSING',
      actor: store,
    });
  });
  afterAll(() => regions.close());

  const scope = { expression: 'DE', coversFutureMarkets: false };
  const holder = { kind: 'operator' as const };
  const record = async (part: Partial<Parameters<RecordCredential['execute']>[0]> = {}) => {
    const paper = { type: 'radio.de', holder, issuer: 'An office', items: {}, markets: scope, actor: store };
    return (await regions.module.get(RecordCredential).execute({ ...paper, ...part })).id;
  };
  const become = (credentialId: string, status: 'verified' | 'rejected' | 'submitted' | 'revoked') =>
    regions.module
      .get(ChangeCredentialStatus)
      .execute({ credentialId, status, reason: 'looked at', actor: store });
  const spansOf = async (id: string) => {
    const { data } = await regions.module.get(ListCredentials).execute({ limit: 100, type: 'radio.de' });
    const spans = data.filter((one) => one.id === id).map(({ status, valid }) => ({ status, ...valid }));
    return spans.sort((a, b) => (a.from ?? 0) - (b.from ?? 0));
  };
  const allowed = async (at: string) => (await decideOne(regions, app, 'DE', 'acquire', at)).allowed;

  it('the old one counts until the new one begins: no gap and no double', async () => {
    const old = await record();
    await become(old, 'verified');
    const begins = Date.parse('2026-05-01T00:00:00Z');
    const next = await record({ supersedes: old, valid: { from: new Date(begins) } });
    expect(await spansOf(old)).toEqual([{ status: 'verified', from: null, until: null }]);
    const verify: Edit = {
      do: 'change-credential-status',
      credentialId: next,
      status: 'verified',
      reason: 'seen',
    };
    const { diff } = await carryOut(regions.module, verify);
    expect([diff.gained, diff.lost]).toEqual([0, 0]);
    expect(await spansOf(old)).toEqual([
      { status: 'verified', from: null, until: begins },
      { status: 'lapsed', from: begins, until: null },
    ]);
    expect([await allowed('2026-04-30T23:59:59Z'), await allowed('2026-05-01T00:00:00Z')]).toEqual([
      true,
      true,
    ]);
    regions.clock.set('2026-05-02T00:00:00Z');
    await become(next, 'revoked');
    expect(await allowed('2026-05-02T00:00:00Z')).toBe(false);
    const questions = [{ itemId: app, market: 'DE', action: 'acquire' as const }];
    const knownAt = new Date('2026-05-01T12:00:00Z');
    const [then] = await regions.module.get(DecideAsKnown).execute({ questions, knownAt });
    expect(then?.allowed).toBe(true);
  });

  it('one that is verified for later counts from then on, and the old one until then', async () => {
    const old = await record({ items: { itemIds: [app] } });
    await become(old, 'verified');
    const next = await record({ items: { itemIds: [app] }, supersedes: old });
    const from = new Date('2026-07-01T00:00:00Z');
    await carryOut(regions.module, {
      do: 'change-credential-status',
      credentialId: next,
      status: 'verified',
      from,
      reason: 'seen',
    });
    expect(await spansOf(old)).toEqual([
      { status: 'verified', from: null, until: from.getTime() },
      { status: 'lapsed', from: from.getTime(), until: null },
    ]);
    expect(await spansOf(next)).toEqual([
      { status: 'submitted', from: null, until: from.getTime() },
      { status: 'verified', from: from.getTime(), until: null },
    ]);
    expect([await allowed('2026-06-30T23:59:59Z'), await allowed('2026-07-01T00:00:00Z')]).toEqual([
      true,
      true,
    ]);
    await become(next, 'revoked');
  });

  it.each<[string, () => Promise<Partial<Parameters<RecordCredential['execute']>[0]>>]>([
    ['ran out', async () => ({ valid: { until: new Date('2026-08-01T00:00:00Z') } })],
    [
      'is of a deal that ended',
      async () => {
        const deal = { kind: 'licence' as const, counterparty: 'A holder', title: 'A licence', actor: store };
        const valid = { until: new Date('2026-08-01T00:00:00Z') };
        return { dealId: (await regions.module.get(RecordDeal).execute({ ...deal, valid })).id };
      },
    ],
  ])('the old one comes back once the one in its place %s, and no earlier', async (_, part) => {
    regions.clock.set('2026-07-02T00:00:00Z');
    const old = await record();
    await become(old, 'verified');
    const next = await record({ supersedes: old, ...(await part()) });
    await become(next, 'verified');
    regions.clock.set('2026-07-31T00:00:00Z');
    await expect(become(old, 'verified')).rejects.toMatchObject({ code: 'credential-status-transition' });
    regions.clock.set('2026-08-02T00:00:00Z');
    expect(await allowed('2026-08-02T00:00:00Z')).toBe(false);
    await carryOut(regions.module, {
      do: 'change-credential-status',
      credentialId: old,
      status: 'verified',
      reason: 'still good',
    });
    expect(await allowed('2026-08-02T00:00:00Z')).toBe(true);
    await become(old, 'revoked');
  });

  it('one that has run out takes no place', async () => {
    const old = await record();
    await become(old, 'verified');
    const over = await record({ supersedes: old, valid: { until: new Date('2020-01-01T00:00:00Z') } });
    await become(over, 'verified');
    expect(await spansOf(old)).toEqual([{ status: 'verified', from: null, until: null }]);
    await become(old, 'revoked');
  });

  it('only one of the same type and holder, and never itself', async () => {
    const old = await record();
    const publisherId = '00000000-0000-7000-8000-000000000001';
    const other = record({ supersedes: old, holder: { kind: 'publisher', publisherId } });
    await expect(other).rejects.toMatchObject({
      errors: [{ pointer: '/supersedes', code: 'invalid-supersession' }],
    });
    await expect(record({ supersedes: publisherId })).rejects.toMatchObject({ code: 'invalid-supersession' });
    const itself = regions.database.query('UPDATE credential SET supersedes = id WHERE id = $1', [old]);
    await expect(itself).rejects.toMatchObject({ constraint: 'credential_not_own_successor' });
  });

  it('says why it has its status, and refuses steps that make no sense', async () => {
    const id = await record();
    expect(await become(id, 'rejected')).toMatchObject({ status: 'rejected', statusReason: 'looked at' });
    await expect(become(id, 'verified')).rejects.toMatchObject({
      kind: 'conflict',
      code: 'credential-status-transition',
      detail: 'A credential that is rejected cannot become verified.',
    });
    await become(id, 'submitted');
    await become(id, 'verified');
    await become(id, 'revoked');
    await expect(become(id, 'verified')).rejects.toMatchObject({ code: 'credential-status-transition' });
  });
});

describe("a publisher's draft", () => {
  it('satisfies nothing, and is an epoch of its own, because the reason of a refusal names it', async () => {
    const regions = await startRegions();
    await openStore(regions);
    const publisherId = randomUUID();
    const app = await putApp(regions, 'WORLD', { publisherId });
    const markets = { expression: 'DE', coversFutureMarkets: false };
    await regions.module.get(PutRequirement).execute({
      items: { itemIds: [app] },
      markets,
      actions: ['acquire'],
      anyOf: [['radio.de']],
      enforcement: 'blocking',
      missingCode: 'CERT.MISSING',
      actor: store,
    });
    const epoch = async () =>
      (await regions.database.query<{ epoch: string }>('SELECT epoch FROM region_epoch'))[0]?.epoch;
    const before = await epoch();
    expect(codesOf(await decideOne(regions, app, 'DE'))).toEqual(['CERT.MISSING']);
    const actor = { kind: 'account', accountId: randomUUID(), staffRoles: [] } as const;
    const paper = { type: 'radio.de', issuer: 'An office', items: {}, markets, publisherId, actor };
    await regions.module.get(DraftOwnCredential).execute(paper);
    expect(codesOf(await decideOne(regions, app, 'DE'))).toEqual(['CERT.UNVERIFIED']);
    expect(Number(await epoch())).toBe(Number(before) + 1);
    await regions.close();
  });
});

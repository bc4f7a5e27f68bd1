import { SeedRegions } from '@portolan/regions';
import { carryOut } from '../support/change-sets';
import { type Answer, api, aStaffMember, type Client } from '../support/people';
import { startTestApp, type TestApp } from '../support/test-app';

const PROPOSALS = '/v1/ops/change-sets/proposals';
const world = { expression: 'WORLD', coversFutureMarkets: true };

/** Opening takes two people, by whatever route; closing takes one. */
describe('four eyes over HTTP', () => {
  let store: TestApp;
  let manager: Client;
  let approver: Client;
  let legal: Client;
  /** Somebody with every role that there is for it. */
  let mighty: Client;
  beforeAll(async () => {
    store = await startTestApp();
    await store.app.get(SeedRegions).execute();
    manager = api(store, (await aStaffMember(store, 'market-manager')).token);
    approver = api(store, (await aStaffMember(store, 'market-approver')).token);
    legal = api(store, (await aStaffMember(store, 'legal')).token);
    const roles = ['market-manager', 'market-approver', 'legal', 'admin'] as const;
    mighty = api(store, (await aStaffMember(store, ...roles)).token);
  });
  afterAll(() => store.close());

  const epoch = async () => (await store.database.query('SELECT epoch FROM region_epoch'))[0];
  const stepsOf = ({ body }: Answer) => `/v1/ops/change-sets/${body.set.id}`;
  const requirement = {
    items: { categories: ['device/phone'] },
    markets: world,
    actions: ['list', 'acquire'],
    anyOf: [['radio.fcc']],
    enforcement: 'blocking',
    missingCode: 'CERT.MISSING',
  };
  const made = async (path: string, body: object) => (await mighty.post(`/v1/ops/${path}`, body)).body.id;
  const rule = { category: 'app/game', markets: world };
  const paper = {
    type: 'radio.fcc',
    holder: { kind: 'operator' },
    issuer: 'FCC',
    items: {},
    markets: world,
  };
  const order = {
    type: 'court-injunction',
    items: { categories: ['app/finance'] },
    markets: world,
    retention: 'full',
    reason: 'order',
  };
  const why = { reason: 'because' };

  const openings: [string, () => Promise<Answer>][] = [
    ['a market', () => mighty.patch('/v1/ops/markets/SE', { status: 'open', ...why })],
    [
      'a market, later',
      () => mighty.patch('/v1/ops/markets/NO', { status: 'open', from: '2199-01-01T00:00:00Z', ...why }),
    ],
    [
      'downloads in a market that was never open',
      () => mighty.patch('/v1/ops/markets/DK', { status: 'suspended', ...why }),
    ],
    ['a rule that offers', () => mighty.post('/v1/ops/offers', { ...rule, offered: true })],
    [
      'the end of a rule that offers not',
      async () => mighty.delete(`/v1/ops/offers/${await made('offers', { ...rule, offered: false })}`),
    ],
    [
      'another rule in its place',
      async () =>
        mighty.put(
          `/v1/ops/offers/${await made('offers', { ...rule, category: 'app/tools', offered: false })}`,
          {
            ...rule,
            offered: false,
          },
        ),
    ],
    [
      'a verified paper',
      async () =>
        mighty.post(`/v1/ops/credentials/${await made('credentials', paper)}/status`, {
          status: 'verified',
          ...why,
        }),
    ],
    [
      'a replaced requirement',
      async () => mighty.put(`/v1/ops/requirements/${await made('requirements', requirement)}`, requirement),
    ],
    [
      'the end of a requirement',
      async () => mighty.post(`/v1/ops/requirements/${await made('requirements', requirement)}/end`, why),
    ],
    [
      'a lifted prohibition',
      async () => mighty.post(`/v1/ops/prohibitions/${await made('prohibitions', order)}/lift`, why),
    ],
  ];

  it.each(openings)('one person does not open: %s', async (_, act) => {
    // What the act is about is made first.
    const answer = await act();
    expect(answer).toMatchObject({
      status: 409,
      body: { code: 'approval-required', proposeAt: { method: 'POST', path: PROPOSALS } },
    });
    const before = await epoch();
    // What the refusal gives is taken as it is, and its proposer is not the one who approves it.
    const proposed = await mighty.post(answer.body.proposeAt.path, answer.body.proposal);
    expect(proposed).toMatchObject({
      status: 201,
      body: { set: { state: 'awaiting-approval', needsApproval: true }, diff: { opens: true } },
    });
    const hash = { hash: proposed.body.diff.hash };
    expect((await mighty.post(`${stepsOf(proposed)}/approve`, hash)).body.code).toBe('four-eyes');
    const early = await mighty.post(`${stepsOf(proposed)}/apply`, hash);
    expect(early.body).toMatchObject({
      code: 'change-set-state',
      detail: expect.stringContaining('Somebody else than its proposer approves it.'),
    });
    expect(await epoch()).toEqual(before);
    const second = proposed.body.set.needsLegal ? legal : approver;
    expect((await second.post(`${stepsOf(proposed)}/approve`, hash)).body.state).toBe('approved');
    expect((await mighty.post(`${stepsOf(proposed)}/apply`, hash)).body.state).toBe('applied');
  });

  it('one person closes, by each route at once', async () => {
    const edit = { do: 'change-market-status' as const, market: 'FI', status: 'open' as const, reason: 'x' };
    await carryOut(store.app, edit, { do: 'set-plan', newId: ID, ...rule, offered: true });
    const credentialId = await made('credentials', paper);
    const verify = { do: 'change-credential-status' as const, credentialId, status: 'verified' as const };
    await carryOut(store.app, { ...verify, reason: 'seen' });
    store.clock.advance(1_000);
    const status = `/v1/ops/credentials/${credentialId}/status`;
    const closings = [
      () => manager.patch('/v1/ops/markets/FI', { status: 'suspended', ...why }),
      () => manager.patch('/v1/ops/markets/FI', { status: 'closed', ...why }),
      () => manager.put(`/v1/ops/offers/${ID}`, { ...rule, offered: false }),
      () => manager.post('/v1/ops/offers', { ...rule, offered: false }),
      () => manager.post(status, { status: 'suspended', ...why }),
      () => manager.post(status, { status: 'revoked', ...why }),
      () => manager.post('/v1/ops/requirements', requirement),
      () => manager.post('/v1/ops/prohibitions', order),
      () =>
        manager.post('/v1/ops/kill-switch', {
          category: 'app/game',
          markets: 'WORLD',
          retention: 'full',
          ...why,
        }),
    ];
    for (const close of closings) expect([200, 201]).toContain((await close()).status);
    store.clock.release();
  });

  it('a proposal that closes is ready to apply; one that cannot be made leaves nothing behind', async () => {
    const closing = { do: 'change-market-status', market: 'IS', status: 'closed', reason: 'x' };
    const proposed = await manager.post(PROPOSALS, { title: 'Close', ...why, edits: [closing] });
    expect(proposed.body).toMatchObject({ set: { state: 'previewed' }, diff: { opens: false } });
    const applied = await manager.post(`${stepsOf(proposed)}/apply`, { hash: proposed.body.diff.hash });
    expect(applied.body).toMatchObject({ state: 'applied', approvedBy: null });
    const count = () => store.database.query('SELECT count(*) FROM change_set');
    const before = await count();
    const wrong = await manager.post(PROPOSALS, {
      title: 'Wrong',
      ...why,
      edits: [closing, { ...closing, market: 'ZZ' }],
    });
    expect(wrong).toMatchObject({ status: 404, body: { errors: [{ pointer: '/edits/1' }] } });
    expect(await count()).toEqual(before);
    expect((await approver.post(PROPOSALS, { title: 'x', ...why, edits: [closing] })).status).toBe(403);
  });

  it('of two who approve at once one does, and of two who apply at once one does', async () => {
    const edits = [{ do: 'change-market-status', market: 'PT', status: 'open', reason: 'x' }];
    const proposed = await manager.post(PROPOSALS, { title: 'Portugal', ...why, edits });
    const hash = { hash: proposed.body.diff.hash };
    const other = api(store, (await aStaffMember(store, 'market-approver')).token);
    const codes = (answers: Answer[]) => answers.map(({ status, body }) => [status, body.code ?? body.state]);
    const approvals = await Promise.all(
      [approver, other].map((one) => one.post(`${stepsOf(proposed)}/approve`, hash)),
    );
    expect(codes(approvals).sort()).toEqual([
      [200, 'approved'],
      [409, 'change-set-state'],
    ]);
    const before = await epoch();
    const applied = await Promise.all(
      [manager, mighty, legal].map((one) => one.post(`${stepsOf(proposed)}/apply`, hash)),
    );
    expect(codes(applied).sort()).toEqual([
      [200, 'applied'],
      [409, 'change-set-state'],
      [409, 'change-set-state'],
    ]);
    expect(Number((await epoch())?.['epoch'])).toBe(Number(before?.['epoch']) + 1);
  });

  it('what closed when it was previewed, and opens by now, waits for a second person', async () => {
    const edit = (status: 'open' | 'suspended' | 'closed') => ({
      do: 'change-market-status' as const,
      market: 'GR',
      status,
      reason: 'x',
    });
    await carryOut(store.app, edit('open'));
    const proposed = await manager.post(PROPOSALS, { title: 'Pause', ...why, edits: [edit('suspended')] });
    expect(proposed.body.set).toMatchObject({ state: 'previewed', needsApproval: false });
    expect((await manager.patch('/v1/ops/markets/GR', { status: 'closed', ...why })).status).toBe(200);
    const hash = { hash: proposed.body.diff.hash };
    const applied = await manager.post(`${stepsOf(proposed)}/apply`, hash);
    expect(applied).toMatchObject({ status: 409, body: { code: 'approval-required' } });
    expect((await manager.get('/v1/ops/markets/GR')).body.status).toBe('closed');
  });
});

const ID = '00000000-0000-7000-8000-0000000000a1';

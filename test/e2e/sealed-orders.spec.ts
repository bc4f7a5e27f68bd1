import { api } from '../support/client';
import { aConsumer, aStaffMember, type Person } from '../support/people';
import { order, orderBecomes, payOnDevice, sellApp, type Shop, startShop } from '../support/shop';

/** A court may order that its order is not spoken of. */
describe('a prohibition that is kept for the role legal', () => {
  let store: Shop;
  let lawyer: Person, support: Person, approver: Person, manager: Person;
  let itemId: string;
  /** Of what is kept. */
  let prohibitionId: string, requirementId: string;
  const secret = 'Sealed order 17/2026';

  beforeAll(async () => {
    store = await startShop();
    itemId = await sellApp(store, 'org.example.sealed', { free: true });
    [lawyer, support, approver, manager] = [
      await aStaffMember(store, 'legal'),
      await aStaffMember(store, 'support'),
      await aStaffMember(store, 'market-approver'),
      await aStaffMember(store, 'market-manager'),
    ];
    const prohibition = {
      type: 'court-injunction',
      items: { itemIds: [itemId] },
      markets: { expression: 'DE', coversFutureMarkets: false },
      retention: 'freeze',
      visibility: 'legal',
      reason: secret,
    };
    const issued = await api(store, lawyer.token).post('/v1/ops/prohibitions', prohibition);
    expect(issued.status).toBe(201);
    prohibitionId = issued.body.id as string;
    const requirement = {
      items: { itemIds: [itemId] },
      markets: { expression: 'FR', coversFutureMarkets: false },
      actions: ['acquire'],
      anyOf: [['permission.sealed']],
      enforcement: 'risk-gated',
      missingCode: 'CERT.MISSING',
      visibility: 'legal',
    };
    const put = await api(store, manager.token).post('/v1/ops/requirements', requirement);
    expect(put.status).toBe(201);
    requirementId = put.body.id as string;
    const set = { title: secret, reason: secret, edits: [{ do: 'issue-prohibition', ...prohibition }] };
    expect((await api(store, lawyer.token).post('/v1/ops/change-sets', set)).status).toBe(201);
  });
  afterAll(() => store.close());

  const read = async (person: Person, path: string): Promise<string> =>
    JSON.stringify((await api(store, person.token).get(path)).body);

  it('is in the audit log for that role, and for no other', async () => {
    expect(await read(lawyer, '/v1/ops/audit?limit=100')).toContain(secret);
    for (const other of [support, approver])
      expect(await read(other, '/v1/ops/audit?limit=100')).not.toContain(secret);
  });

  it.each([
    { visibility: 'legal', others: false },
    { visibility: 'staff', others: true },
  ])(
    'is why an order was denied, for whoever may know of it: $visibility',
    async ({ visibility, others }) => {
      const sold = await sellApp(store, `org.example.sold.${visibility}`);
      const buyer = await aConsumer(store);
      const placed = await order(store, buyer, [sold]);
      const orderId = placed.body.order.id as string;
      const issued = await api(store, lawyer.token).post('/v1/ops/prohibitions', {
        type: 'court-injunction',
        items: { itemIds: [sold] },
        markets: { expression: 'DE', coversFutureMarkets: false },
        retention: 'freeze',
        visibility,
        reason: 'a claim about a trade mark',
      });
      expect(issued.status).toBe(201);
      await payOnDevice(store, placed, 'pm_card_de');
      await orderBecomes(store, buyer, orderId, 'refunded');
      const path = `/v1/ops/audit?subjectType=order&subjectId=${orderId}`;
      expect(await read(lawyer, path)).toContain('LEGAL.COURT_INJUNCTION');
      const told = await read(support, path);
      expect(told).toContain('unavailable-at-payment');
      expect(told.includes('LEGAL.')).toBe(others);
    },
  );

  it('is in the list of prohibitions for that role, and for no other', async () => {
    expect(await read(lawyer, '/v1/ops/prohibitions')).toContain(secret);
    for (const other of [support, approver])
      expect(await read(other, '/v1/ops/prohibitions')).not.toContain(secret);
  });

  it('is named among the changes of the rules for that role, and for no other', async () => {
    const sealed = [prohibitionId, requirementId];
    const path = '/v1/ops/epochs';
    type Epoch = { epoch: number; kind: string; ids: string[]; idCount: number };
    const epochs = async (person: Person) =>
      (await api(store, person.token).get(`${path}?limit=100`)).body.data as Epoch[];
    const known = (await epochs(lawyer)).filter(({ ids }) => sealed.some((id) => ids.includes(id)));
    expect(known.map(({ kind }) => kind)).toEqual(['requirement.put', 'prohibition.issue']);
    for (const other of [support, manager]) {
      for (const { epoch, kind } of known) {
        const shown = (await epochs(other)).find((one) => one.epoch === epoch);
        expect(shown).toMatchObject({ kind, ids: [], idCount: 1 });
        expect(JSON.parse(await read(other, `${path}/${epoch}`))).toMatchObject({ ids: [] });
      }
      expect((await epochs(other)).some(({ kind, ids }) => kind === 'plan.set' || ids.length > 0)).toBe(true);
    }
  });

  it('is not dated by the preview of a set with it, to any other role', async () => {
    const edit = {
      do: 'issue-prohibition',
      type: 'court-injunction',
      items: { itemIds: [itemId] },
      markets: { expression: 'US', coversFutureMarkets: false },
      valid: { from: '2189-01-01T00:00:00.000Z', until: '2190-01-01T00:00:00.000Z' },
      retention: 'freeze',
      visibility: 'legal',
      reason: secret,
    };
    const path = '/v1/ops/change-sets';
    const proposal = { title: secret, reason: secret, edits: [edit] };
    const proposed = await api(store, lawyer.token).post(`${path}/proposals`, proposal);
    expect(proposed.body.diff).toMatchObject({
      later: [{ at: edit.valid.from }, { at: edit.valid.until }],
      isLaterComplete: true,
    });
    const seen = await api(store, manager.token).post(`${path}/${proposed.body.set.id}/preview`);
    expect(seen.body.diff).toMatchObject({ later: [], isLaterComplete: false });
    expect(JSON.stringify(seen.body)).not.toMatch(/2189|2190/);
  });

  describe('in a change set that only names it', () => {
    const SETS = '/v1/ops/change-sets';
    const risk = (id: string) => ({
      do: 'accept-risk',
      requirementId: id,
      items: { itemIds: [itemId] },
      markets: { expression: 'FR', coversFutureMarkets: false },
      acceptedBy: secret,
      justification: secret,
      valid: { until: '2190-01-01T00:00:00.000Z' },
    });
    const NEW = '00000000-0000-7000-8000-0000000000c1';
    const naming: [string, () => object[], () => string][] = [
      ['lifted', () => [{ do: 'lift-prohibition', prohibitionId, reason: secret }], () => prohibitionId],
      ['ended', () => [{ do: 'end-requirement', requirementId, reason: secret }], () => requirementId],
      ['gone without', () => [risk(requirementId)], () => requirementId],
    ];

    it.each(naming)('%s: nobody else reads what it is', async (_, edits, id) => {
      const path = `${SETS}/proposals`;
      const proposed = await api(store, lawyer.token).post(path, {
        title: secret,
        reason: secret,
        ticket: secret,
        edits: edits(),
      });
      expect(proposed).toMatchObject({
        status: 201,
        body: { set: { title: secret, visibility: 'legal', needsLegal: true } },
      });
      const setId = proposed.body.set.id as string;
      expect(proposed.body.diff).toMatchObject({ visibility: 'legal', firstGained: [{ itemId }] });
      expect(await read(lawyer, `${SETS}/${setId}`)).toContain(id());
      for (const other of [approver, manager]) {
        const [shown, list] = [await read(other, `${SETS}/${setId}`), await read(other, SETS)];
        const preview = await api(store, other.token).post(`${SETS}/${setId}/preview`);
        expect(preview.body.diff).toMatchObject({ counts: [], firstGained: [], later: [] });
        expect(preview.body.diff.gained).toBe(proposed.body.diff.gained);
        const audit = await read(other, '/v1/ops/audit?limit=100');
        for (const text of [shown, list, audit, JSON.stringify(preview.body)])
          for (const kept of [secret, id()]) expect(text.includes(kept)).toBe(false);
        expect(JSON.stringify(preview.body)).not.toContain(itemId);
        expect(JSON.parse(shown)).toMatchObject({
          title: null,
          reason: null,
          ticket: null,
          visibility: 'legal',
        });
      }
      const hash = { hash: proposed.body.diff.hash };
      const blind = await api(store, approver.token).post(`${SETS}/${setId}/approve`, hash);
      expect(blind).toMatchObject({ status: 403, body: { code: 'role-required' } });
      const another = await aStaffMember(store, 'legal');
      expect((await api(store, another.token).post(`${SETS}/${setId}/approve`, hash)).body.state).toBe(
        'approved',
      );
      expect(await read(support, '/v1/ops/audit?limit=100')).not.toContain(secret);
    });

    it('is told apart from a set beside it, and from one that seals what it then names', async () => {
      const other = { do: 'change-market-status', market: 'IT', status: 'open', reason: 'ready' };
      const sealing = { ...risk(NEW), newId: undefined };
      const requirement = {
        do: 'put-requirement',
        newId: NEW,
        items: {},
        markets: { expression: 'US', coversFutureMarkets: false },
        actions: ['acquire'],
        anyOf: [['permission.sealed']],
        enforcement: 'risk-gated',
        missingCode: 'CERT.MISSING',
        visibility: 'legal',
      };
      const made = async (edits: object[], title: string) =>
        (await api(store, lawyer.token).post(SETS, { title, reason: title, edits })).body.id as string;
      const open = await made([other], 'Italy');
      const sealed = await made([other, requirement, sealing], secret);
      expect(JSON.parse(await read(manager, `${SETS}/${open}`))).toMatchObject({
        title: 'Italy',
        visibility: 'staff',
      });
      expect(JSON.parse(await read(manager, `${SETS}/${sealed}`))).toMatchObject({
        title: null,
        edits: [
          other,
          { do: 'put-requirement', visibility: 'legal' },
          { do: 'accept-risk', visibility: 'legal' },
        ],
      });
      expect(await read(approver, SETS)).not.toContain(secret);
    });
  });
});

import { type Edit, ExportPlan, ImportPlan, PutRequirement, SetPlan } from '@portolan/regions';
import { randomUUID } from 'node:crypto';
import { carryOut, takeBack } from '../../support/change-sets';
import { decideOne, openStore, putApp, type RegionsApp, staffMember, startRegions, store } from './support';

const BEGINS = '2026-06-01T00:00:00.000Z';
const BEFORE = '2026-05-31T23:59:59.999Z';
const LATER = '2026-09-01T00:00:00.000Z';
const germany = { expression: 'DE', coversFutureMarkets: false };

describe('what has not begun', () => {
  let regions: RegionsApp;
  beforeAll(async () => {
    regions = await startRegions();
    await openStore(regions);
  });
  afterAll(() => regions.close());

  const edit = (...edits: Edit[]) => carryOut(regions.module, ...edits);
  const allowed = async (item: string, at: string) =>
    (await decideOne(regions, item, 'DE', 'acquire', at)).allowed;
  const around = async (item: string) => [await allowed(item, BEFORE), await allowed(item, BEGINS)];

  describe('is still to begin then when it is replaced or amended', () => {
    const no = { markets: germany, offered: false };

    it('a rule of the plan, whose end another one may bring forward', async () => {
      const itemId = await putApp(regions);
      const offerId = randomUUID();
      await edit({ do: 'set-plan', newId: offerId, itemId, ...no, valid: { from: new Date(BEGINS) } });
      const { changeSetId } = await edit({
        do: 'set-plan',
        offerId,
        itemId,
        ...no,
        valid: { until: new Date(LATER) },
      });
      expect([...(await around(itemId)), await allowed(itemId, LATER)]).toEqual([true, false, true]);
      await takeBack(regions.module, changeSetId);
      expect([...(await around(itemId)), await allowed(itemId, LATER)]).toEqual([true, false, false]);
    });

    it('a requirement', async () => {
      const itemId = await putApp(regions);
      const need = {
        items: { itemIds: [itemId] },
        markets: germany,
        actions: ['acquire' as const],
        enforcement: 'blocking' as const,
        missingCode: 'CERT.MISSING',
      };
      const requirementId = randomUUID();
      const from = new Date(BEGINS);
      await edit({ do: 'put-requirement', newId: requirementId, ...need, anyOf: [['a']], valid: { from } });
      await edit({ do: 'put-requirement', requirementId, ...need, anyOf: [['a'], ['b']] });
      expect(await around(itemId)).toEqual([true, false]);
    });

    it('a deal', async () => {
      const itemId = await putApp(regions);
      const [dealId, credentialId] = [randomUUID(), randomUUID()];
      const type = `licence.of-${itemId}`;
      await regions.module.get(PutRequirement).execute({
        items: { itemIds: [itemId] },
        markets: germany,
        actions: ['acquire'],
        anyOf: [[type]],
        enforcement: 'blocking',
        missingCode: 'IP.LICENCE_MISSING',
        actor: store,
      });
      const valid = { from: new Date(BEGINS), until: new Date(LATER) };
      await edit(
        { do: 'record-deal', newId: dealId, kind: 'licence', counterparty: 'A holder', title: 'One', valid },
        {
          do: 'record-credential',
          newId: credentialId,
          type,
          holder: { kind: 'operator' },
          issuer: 'A holder',
          items: {},
          markets: germany,
          dealId,
        },
        { do: 'change-credential-status', credentialId, status: 'verified', reason: 'signed' },
      );
      await edit({ do: 'amend-deal', dealId, title: 'Two', reason: 'a typo' });
      expect([...(await around(itemId)), await allowed(itemId, LATER)]).toEqual([false, true, false]);
      // What is to become of it later stays, too.
      const from = new Date('2026-07-01T00:00:00Z');
      await edit({ do: 'amend-deal', dealId, kind: 'assignment', from, reason: 'sold' });
      await edit({ do: 'amend-deal', dealId, title: 'Three', reason: 'a typo' });
      expect([...(await around(itemId)), await allowed(itemId, from.toISOString())]).toEqual([
        false,
        true,
        false,
      ]);
    });
  });

  it('what is to be replaced later holds until then', async () => {
    const itemId = await putApp(regions);
    const requirementId = randomUUID();
    const need = {
      items: { itemIds: [itemId] },
      markets: germany,
      actions: ['acquire' as const],
      enforcement: 'blocking' as const,
      missingCode: 'CERT.MISSING',
      anyOf: [['a']],
    };
    await edit({ do: 'put-requirement', newId: requirementId, ...need });
    await edit({
      do: 'put-requirement',
      requirementId,
      ...need,
      enforcement: 'advisory',
      valid: { from: new Date(BEGINS) },
    });
    expect([await allowed(itemId, regions.clock.now().toISOString()), ...(await around(itemId))]).toEqual([
      false,
      false,
      true,
    ]);
    const offerId = randomUUID();
    const rule = { itemId, markets: germany };
    await edit({ do: 'set-plan', newId: offerId, ...rule, offered: true });
    const actor = staffMember('market-manager');
    const valid = { from: new Date(LATER) };
    await regions.module.get(SetPlan).execute({ offerId, ...rule, offered: false, valid, actor });
    expect([await allowed(itemId, BEGINS), await allowed(itemId, LATER)]).toEqual([true, false]);
  });

  describe('in a file', () => {
    const manager = staffMember('market-manager');
    const wish = (part: object) => ({
      wish: {
        do: 'set' as const,
        offerId: null,
        category: null,
        publisherId: null,
        itemId: null,
        markets: germany,
        actions: ['acquire' as const],
        offered: false,
        from: null,
        until: null,
        ...part,
      },
      refusal: null,
    });
    const read = (...rows: ReturnType<typeof wish>[]) =>
      regions.module
        .get(ImportPlan)
        .execute({ rows, actor: manager, title: 'A file', reason: 'a test', apply: 'nothing' });
    const outcomes = async (...rows: ReturnType<typeof wish>[]) =>
      (await read(...rows)).rows.map(({ outcome, refusal }) => refusal?.code ?? outcome);

    it('a rule is wanted although one like it begins later, and is not if one has begun', async () => {
      const category = 'app/later';
      const from = new Date(BEGINS);
      await edit({
        do: 'set-plan',
        category,
        markets: germany,
        actions: ['acquire'],
        offered: false,
        valid: { from },
      });
      expect(await outcomes(wish({ category }), wish({ category, from }))).toEqual(['add', 'unchanged']);
      await edit({ do: 'set-plan', category, markets: germany, actions: ['acquire'], offered: false });
      const since = new Date('2020-01-01T00:00:00Z');
      expect(await outcomes(wish({ category }), wish({ category, from: since }))).toEqual([
        'unchanged',
        'unchanged',
      ]);
    });

    it('a rule that is to become another one comes out and back in, and is not changed by a row', async () => {
      const category = 'app/twice';
      const offerId = randomUUID();
      const rule = { category, markets: germany, actions: ['acquire' as const] };
      await edit({ do: 'set-plan', newId: offerId, ...rule, offered: true });
      await edit({ do: 'set-plan', offerId, ...rule, offered: false, valid: { from: new Date(BEGINS) } });
      const plan = (await regions.module.get(ExportPlan).execute({})).filter(({ id }) => id === offerId);
      const date = (instant: number | null) => (instant === null ? null : new Date(instant));
      const rows = plan.map(({ offered, valid }) =>
        wish({ offerId, category, offered, from: date(valid.from), until: date(valid.until) }),
      );
      expect(await outcomes(...rows)).toEqual(['unchanged', 'unchanged']);
      expect(await outcomes(wish({ offerId, category, offered: true }))).toEqual(['offer-in-parts']);
    });

    it('a rule that is replaced is still to begin then', async () => {
      const itemId = await putApp(regions);
      const offerId = randomUUID();
      const from = new Date(BEGINS);
      await edit({
        do: 'set-plan',
        newId: offerId,
        itemId,
        markets: germany,
        actions: ['acquire'],
        offered: false,
        valid: { from },
      });
      const row = wish({ offerId, itemId, from, actions: ['list', 'acquire'] });
      expect(await outcomes(row)).toEqual(['replace']);
      expect(await outcomes(wish({ ...row.wish, from: null, until: from }))).toEqual(['invalid-period']);
    });
  });
});

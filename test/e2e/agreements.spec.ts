import { AnnounceAgreements } from '@portolan/accounts';
import { createHash } from 'node:crypto';
import { nextMail } from '../support/mail';
import { aMember, aPublisherOwner, api, aStaffMember, type Owner, tokensOf } from '../support/people';
import { sellApp, type Shop, startShop } from '../support/shop';

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
const TEXTS = ['The first agreement.', 'The second agreement.', 'The third agreement.'];

describe('the distribution agreement', () => {
  let shop: Shop;
  let legalEmail: string;
  let itemId: string;
  const PACKAGE = 'org.example.agreed';
  beforeAll(async () => {
    shop = await startShop();
    shop.clock.set('2027-05-01T00:00:00Z');
    legalEmail = (await aStaffMember(shop, 'legal')).email;
    itemId = await sellApp(shop, PACKAGE, { free: true });
  });
  afterAll(() => shop.close());

  const as = async (email: string) => api(shop, (await tokensOf(shop, email)).token);
  const publish = async (body: object) => (await as(legalEmail)).post('/v1/ops/agreements', body);
  const accept = async (version: number, text: string, owner: Owner = shop.owner) =>
    (await as(owner.email)).post(`/v1/publishers/${owner.publisherId}/agreements/${version}/accept`, {
      locale: 'en',
      sha256: hashOf(text),
    });
  /** By `decide`, and by the lists, which ask the atlas. */
  const offered = async () => {
    const { body: answer } = await api(shop).get(`/v1/availability?item=${itemId}&market=DE&action=acquire`);
    const { body: list } = await api(shop).get('/v1/storefront/DE/apps');
    return {
      allowed: answer.allowed as boolean,
      reasons: (answer.reasons as { code: string }[]).map(({ code }) => code),
      listed: (list.data as { packageName: string }[]).some(({ packageName }) => packageName === PACKAGE),
    };
  };
  const OPEN = { allowed: true, reasons: [], listed: true };
  const CLOSED = { allowed: false, reasons: ['PUBLISHER.AGREEMENT_PENDING'], listed: false };
  const own = async () =>
    (await (await as(shop.owner.email)).get(`/v1/publishers/${shop.owner.publisherId}/agreements`)).body
      .data as { version: number; pending: boolean; acceptance: object | null }[];

  it('closes nothing before its grace is over, and then whatever is not covered by it', async () => {
    const texts = { en: TEXTS[0], de: 'Der erste Vertrag.' };
    const published = await publish({ texts, effectiveAt: '2027-05-10T00:00:00Z', graceDays: 5 });
    expect(published).toMatchObject({
      status: 201,
      body: { version: 1, effectiveAt: '2027-05-10T00:00:00.000Z', enforcedAt: '2027-05-15T00:00:00.000Z' },
    });
    expect(await offered()).toEqual(OPEN);
    shop.clock.set('2027-05-14T23:59:59Z');
    expect(await offered()).toEqual(OPEN);
    shop.clock.set('2027-05-15T00:00:00Z');
    expect(await offered()).toEqual(CLOSED);
    expect(await own()).toMatchObject([{ version: 1, pending: true, acceptance: null }]);
  });

  it('is read by anybody and accepted by an owner, with the hash of what was read', async () => {
    const { body: text } = await api(shop).get('/v1/agreements/1?locale=en');
    expect(text).toEqual({ locale: 'en', body: TEXTS[0], sha256: hashOf(TEXTS[0] ?? '') });
    expect((await api(shop).get('/v1/agreements/1?locale=fr')).status).toBe(404);
    expect((await accept(1, 'Another text.')).body.code).toBe('agreement-text-differs');
    expect((await accept(7, 'None.')).body.code).toBe('agreement-not-found');
    expect(await offered()).toEqual(CLOSED);
    const done = await accept(1, text.body as string);
    expect(done).toMatchObject({
      status: 200,
      body: { version: 1, locale: 'en', sha256: text.sha256, acceptedBy: shop.owner.accountId },
    });
    expect(await offered()).toEqual(OPEN);
    shop.clock.set('2027-05-16T00:00:00Z');
    expect((await accept(1, text.body as string)).body).toEqual(done.body);
    const acceptances = await (await as(legalEmail)).get('/v1/ops/agreements/1/acceptances');
    expect(acceptances.body.data).toEqual([done.body]);
  });

  it('is followed by versions of which a newer one stands for the older', async () => {
    await publish({ texts: { en: TEXTS[1] }, effectiveAt: '2027-06-01T00:00:00Z', graceDays: 10 });
    await publish({ texts: { en: TEXTS[2] }, effectiveAt: '2027-06-05T00:00:00Z', graceDays: 10 });
    expect(await offered()).toEqual(OPEN);
    expect(await own()).toMatchObject([{ pending: true }, { pending: true }, { pending: false }]);
    // A newcomer who accepts the newest before its date needs no other.
    const newcomer = await aPublisherOwner(shop, 'A newcomer');
    const other = { ...shop, owner: newcomer };
    const theirs = await sellApp(other, 'org.example.newcomer', { free: true });
    const ask = async () =>
      (await api(shop).get(`/v1/availability?item=${theirs}&market=DE&action=acquire`)).body
        .allowed as boolean;
    expect(await ask()).toBe(false);
    await accept(3, TEXTS[2] ?? '', newcomer);
    expect(await ask()).toBe(true);
    shop.clock.set('2027-06-11T00:00:00Z');
    expect([await offered(), await ask()]).toEqual([CLOSED, true]);
    expect((await accept(2, TEXTS[1] ?? '')).body.code).toBe('agreement-superseded');
    await accept(3, TEXTS[2] ?? '');
    expect(await offered()).toEqual(OPEN);
    shop.clock.set('2027-06-16T00:00:00Z');
    expect([await offered(), await ask()]).toEqual([OPEN, true]);
    expect((await own()).map(({ version, pending }) => [version, pending])).toEqual([
      [3, false],
      [2, false],
      [1, false],
    ]);
  });

  it('takes no version that comes before another, and one at a time', async () => {
    const early = await publish({ texts: { en: 'x' }, effectiveAt: '2027-06-10T00:00:00Z', graceDays: 0 });
    expect(early.body.code).toBe('agreement-dates-invalid');
    const never = await publish({ texts: { en: 'x' }, effectiveAt: '9999-12-31T23:59:59Z', graceDays: 365 });
    expect(never.body.code).toBe('agreement-dates-invalid');
    expect((await publish({ texts: {}, graceDays: 0 })).status).toBe(400);
    const body = { texts: { en: 'The fourth.' }, effectiveAt: '2028-01-01T00:00:00Z', graceDays: 30 };
    const both = await Promise.all([publish(body), publish(body)]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, expect.any(Number)]);
    const refused = both.find(({ status }) => status !== 201);
    expect(['agreement-published-meanwhile', 'agreement-dates-invalid']).toContain(refused?.body.code);
    const fourth = await Promise.all([1, 2, 3].map(() => accept(4, 'The fourth.')));
    expect(fourth.map(({ status }) => status)).toEqual([200, 200, 200]);
    const held = await shop.database.query(
      `SELECT 1 FROM credential c WHERE c.type = 'distribution-agreement.v4' AND c.recorded_until IS NULL`,
    );
    expect(held).toHaveLength(1);
  });

  it('is published by lawyers alone and accepted by owners alone', async () => {
    const body = { texts: { en: 'x' }, graceDays: 0 };
    for (const role of ['admin', 'market-manager', 'reviewer'] as const)
      expect(
        (await (await as((await aStaffMember(shop, role)).email)).post('/v1/ops/agreements', body)).status,
      ).toBe(403);
    const owner = { ...shop.owner, ...(await tokensOf(shop, shop.owner.email)) };
    const admin = await aMember(shop, owner, 'admin');
    expect((await accept(4, 'The fourth.', admin)).status).toBe(403);
    const events = await shop.database.query<{ action: string }>(
      `SELECT e.action FROM audit_event e WHERE e.action LIKE 'agreement.%' AND e.actor_kind = 'account' ORDER BY e.id`,
    );
    expect(events.map(({ action }) => action)).toEqual([
      'agreement.publish',
      'agreement.accept',
      'agreement.publish',
      'agreement.publish',
      'agreement.accept',
      'agreement.accept',
      'agreement.publish',
      'agreement.accept',
    ]);
  });

  it('is announced by mail to owners and admins of who accepted an older one, once, with its date', async () => {
    const owner = { ...shop.owner, ...(await tokensOf(shop, shop.owner.email)) };
    const [admin, viewer] = [await aMember(shop, owner, 'admin'), await aMember(shop, owner, 'viewer')];
    const nobody = await aPublisherOwner(shop, 'Who accepted nothing');
    const announce = () => shop.app.get(AnnounceAgreements).handle();
    const told = async (email: string) => {
      const sql = `SELECT count(*)::int AS n FROM mail_message WHERE to_address = $1 AND kind = 'agreement.announced'`;
      return (await shop.database.query<{ n: number }>(sql, [email]))[0]?.n ?? 0;
    };
    await announce();
    const before = await told(owner.email);
    await publish({ texts: { en: 'The fifth.' }, effectiveAt: '2028-06-01T00:00:00Z', graceDays: 7 });
    for (const { email } of [owner, admin]) {
      const mail = await nextMail(shop, email, 'A new distribution agreement \\(version 5\\)');
      for (const words of [
        'from 2028-06-01T00:00:00.000Z',
        'needed from 2028-06-08T00:00:00.000Z',
        'A Publisher',
      ])
        expect(mail).toContain(words);
    }
    await Promise.all([announce(), announce(), announce()]);
    expect([await told(owner.email), await told(admin.email)]).toEqual([before + 1, 1]);
    expect([await told(viewer.email), await told(nobody.email)]).toEqual([0, 0]);
    // Who accepts an older one afterwards is told then of the two that will follow.
    await accept(3, TEXTS[2] ?? '', nobody);
    expect(await told(nobody.email)).toBe(0);
    await Promise.all([announce(), announce(), announce()]);
    expect(await told(nobody.email)).toBe(2);
  });
});

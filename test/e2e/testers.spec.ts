import { FindAppByPackage, PutTesters } from '@portolan/catalog';
import { PullKillSwitch } from '@portolan/regions';
import { createHash } from 'node:crypto';
import { verifyAddress } from '../support/mail';
import { newSigner } from '../support/packages';
import {
  aConsumer,
  aMember,
  aPublisherOwner,
  api,
  aStaffMember,
  type Client,
  type Person,
} from '../support/people';
import { publishing, type TestPublisher } from '../support/publishing';
import { type Shop, startShop } from '../support/shop';

describe('testers', () => {
  let shop: Shop;
  let owner: Client;
  let publisher: TestPublisher;
  let groups: string;
  let tester: Person;
  beforeAll(async () => {
    shop = await startShop();
    owner = api(shop, shop.owner.token);
    const actor = { kind: 'account', accountId: shop.owner.accountId, staffRoles: [] } as const;
    publisher = { publisherId: shop.owner.publisherId, actor, signer: newSigner() };
    groups = `/v1/publishers/${shop.owner.publisherId}/tester-groups`;
    tester = await aConsumer(shop);
    await verifyAddress(shop, tester.email);
  });
  afterAll(() => shop.close());

  const many = (count: number) => Array.from({ length: count }, (_, n) => `t${n}@example.org`);
  const named = async (name: string, emails: string[]) => {
    const made = await owner.post(groups, { name, emails });
    expect([made.status, made.body.code]).toEqual([201, undefined]);
    return made.body.id as string;
  };
  const testersOf = (appId: string, track: string) => `/v1/apps/${appId}/tracks/${track}/testers`;

  describe('in groups', () => {
    it('are named, read, changed by version, listed in pages, and dissolved', async () => {
      const made = await owner.post(groups, {
        name: 'Family',
        emails: ['B@example.org', 'a@example.org', 'b@example.org'],
      });
      expect(made.body).toMatchObject({
        name: 'Family',
        emails: ['a@example.org', 'b@example.org'],
        version: 1,
      });
      const path = `${groups}/${made.body.id}`;
      const tag = (await owner.get(path)).headers.get('etag') ?? '';
      const put = (body: object) => owner.call('PUT', path, { body, headers: { 'if-match': tag } });
      expect((await put({ name: 'Relatives', emails: [] })).body).toMatchObject({ emails: [], version: 2 });
      expect((await put({ name: 'Relatives', emails: [] })).body.code).toBe('tester-group-changed');
      expect((await owner.post(groups, { name: 'Relatives', emails: [] })).body.code).toBe(
        'tester-group-exists',
      );
      await named('Others', many(3));
      const first = await owner.get(`${groups}?limit=1`);
      expect(first.body.data).toMatchObject([{ name: 'Relatives', testers: 0 }]);
      const second = await owner.get(`${groups}?limit=1&cursor=${first.body.nextCursor}`);
      expect(second.body).toMatchObject({ data: [{ name: 'Others', testers: 3 }], nextCursor: null });
      expect((await owner.delete(path)).status).toBe(204);
      expect([(await owner.get(path)).status, (await owner.delete(path)).status]).toEqual([404, 404]);
    });

    it('are limited in number, in size, and on an internal track with all of its addresses', async () => {
      expect((await owner.post(groups, { name: 'Huge', emails: many(2_001) })).status).toBe(400);
      const appId = await publishing(shop).draftApp(publisher, { packageName: 'org.tested.limits' });
      const groupId = await named('Sixty', many(60));
      const put = (body: object) => owner.put(testersOf(appId, 'internal'), body);
      const singles = Array.from({ length: 50 }, (_, n) => `single${n}@example.org`);
      expect((await put({ emails: singles, groupIds: [groupId] })).body.code).toBe('too-many-testers');
      // Who is named twice is one tester.
      const fits = await put({ emails: [...singles.slice(0, 40), 't1@example.org'], groupIds: [groupId] });
      expect(fits.body).toMatchObject({ groupIds: [groupId], version: 1 });
      const { body: tracks } = await owner.get(`/v1/apps/${appId}/tracks`);
      expect(tracks.data).toContainEqual(expect.objectContaining({ name: 'internal', testers: 100 }));
      const grown = await owner.put(`${groups}/${groupId}`, { name: 'Sixty', emails: many(61) });
      expect(grown.body.code).toBe('too-many-testers');
      expect((await owner.get(`${groups}/${groupId}`)).body.emails).toHaveLength(60);
      // Two that each fit alone do not fit together, whichever comes first.
      await put({ emails: [], groupIds: [groupId] });
      const racing = await Promise.all([
        put({ emails: singles.slice(0, 40) }),
        owner.put(`${groups}/${groupId}`, { name: 'Sixty', emails: many(100) }),
      ]);
      expect(racing.map(({ status }) => status).sort()).toEqual([200, 422]);
      const otherId = await named('Twenty', singles.slice(0, 20));
      for (let round = 0; round < 5; round++) {
        await owner.put(`${groups}/${groupId}`, { name: 'Sixty', emails: many(20) });
        await owner.put(`${groups}/${otherId}`, { name: 'Twenty', emails: singles.slice(0, 20) });
        expect((await put({ emails: [], groupIds: [groupId, otherId] })).status).toBe(200);
        const both = await Promise.all([
          owner.put(`${groups}/${groupId}`, { name: 'Sixty', emails: many(60) }),
          owner.put(`${groups}/${otherId}`, { name: 'Twenty', emails: singles }),
        ]);
        expect(both.map(({ status }) => status).sort()).toEqual([200, 422]);
      }
      await owner.delete(`${groups}/${otherId}`);
      for (let n = 0; n < 100; n++) await owner.post(groups, { name: `Group ${n}`, emails: [] });
      expect((await owner.post(groups, { name: 'One more', emails: [] })).body.code).toBe(
        'too-many-tester-groups',
      );
      const { body: all } = await owner.get(`${groups}?limit=100`);
      const ids = (all.data as { id: string }[]).map(({ id }) => id);
      expect((await put({ emails: [], groupIds: ids.slice(0, 11) })).status).toBe(400);
      for (const { id, name } of all.data as { id: string; name: string }[])
        if (name.startsWith('Group ')) await owner.delete(`${groups}/${id}`);
    });

    it('are for those who release, and of their own publisher', async () => {
      const manager = api(shop, (await aMember(shop, shop.owner, 'release-manager')).token);
      const viewer = api(shop, (await aMember(shop, shop.owner, 'viewer')).token);
      expect([(await manager.get(groups)).status, (await viewer.get(groups)).status]).toEqual([200, 403]);
      const stranger = await aPublisherOwner(shop);
      const theirs = await api(shop, stranger.token).post(
        `/v1/publishers/${stranger.publisherId}/tester-groups`,
        {
          name: 'Theirs',
          emails: [],
        },
      );
      const appId = await publishing(shop).draftApp(publisher, { packageName: 'org.tested.foreign' });
      const wrong = await owner.put(testersOf(appId, 'internal'), { emails: [], groupIds: [theirs.body.id] });
      expect(wrong).toMatchObject({
        status: 422,
        body: { code: 'tester-group-not-found', errors: [{ pointer: '/groupIds/0' }] },
      });
    });

    it('stay with their publisher when an app goes to another', async () => {
      const appId = await publishing(shop).draftApp(publisher, { packageName: 'org.tested.sold' });
      const groupId = await named('Sold', [tester.email]);
      await owner.put(testersOf(appId, 'internal'), { emails: ['x@example.org'], groupIds: [groupId] });
      const buyer = await aPublisherOwner(shop);
      const offer = await owner.post(`/v1/apps/${appId}/transfers`, { toPublisherId: buyer.publisherId });
      const client = api(shop, buyer.token);
      await client.post(`/v1/publishers/${buyer.publisherId}/app-transfers/${offer.body.id}/accept`);
      const { body } = await client.get(testersOf(appId, 'internal'));
      expect(body).toMatchObject({ emails: ['x@example.org'], groupIds: [] });
    });
  });

  describe('of an app that production never had', () => {
    const NAME = 'org.tested.early';
    let appId: string;
    let groupId: string;
    beforeAll(async () => {
      const { draftApp, submit, approve } = publishing(shop);
      appId = await draftApp(publisher, { packageName: NAME, title: 'Early', pricing: 'paid' });
      groupId = await named('Early birds', [tester.email]);
      await owner.put(testersOf(appId, 'internal'), { emails: [], groupIds: [groupId] });
      await approve(await submit(publisher, appId, NAME, 1, { track: 'internal' }));
    });

    const download = (client: Client, name = NAME) => client.get(`/v1/library/${name}/download`);
    const tests = async (client: Client) => (await client.get('/v1/library/tests')).body.data as object[];
    const updates = async (client: Client) => {
      const body = { installed: [{ packageName: NAME, versionCode: 1 }] };
      const answer = await client.post('/v1/storefront/DE/updates', body);
      return (answer.body.updates as { versionCode: number }[]).map(({ versionCode }) => versionCode);
    };
    const asTester = () => api(shop, tester.token);

    it('see it, download it and are told of the next build', async () => {
      expect(await tests(asTester())).toEqual([
        {
          itemId: appId,
          packageName: NAME,
          title: 'Early',
          shortDescription: 'About Early',
          tracks: ['internal'],
          published: false,
        },
      ]);
      const link = await download(asTester());
      expect([link.status, link.body.versionCode]).toEqual([200, 1]);
      const file = Buffer.from(
        await (await fetch(shop.url + new URL(link.body.url as string).pathname)).arrayBuffer(),
      );
      const { body: uploads } = await owner.get(`/v1/apps/${appId}/artifacts`);
      const sha256 = createHash('sha256').update(file).digest('hex');
      expect([sha256, uploads.data[0].sha256]).toEqual([link.body.sha256, sha256]);
      const { submit, approve } = publishing(shop);
      await approve(await submit(publisher, appId, NAME, 2, { track: 'internal' }));
      expect(await updates(asTester())).toEqual([2]);
    });

    it('are the only ones to whom it exists', async () => {
      const other = await aConsumer(shop);
      await verifyAddress(shop, other.email);
      const pretender = await aConsumer(shop);
      await owner.put(testersOf(appId, 'internal'), { emails: [pretender.email] });
      for (const client of [api(shop, other.token), api(shop, pretender.token)]) {
        expect(await tests(client)).toEqual([]);
        expect(await updates(client)).toEqual([]);
        const [known, unknown] = [await download(client), await download(client, 'org.tested.never')];
        expect([known.status, known.body.code]).toEqual([unknown.status, unknown.body.code]);
        expect(known.status).toBe(404);
      }
      expect((await api(shop).get(`/v1/storefront/DE/apps/${NAME}`)).status).toBe(404);
      expect((await asTester().get(`/v1/storefront/DE/apps/${NAME}`)).status).toBe(404);
      await verifyAddress(shop, pretender.email);
      expect((await download(api(shop, pretender.token))).status).toBe(200);
      expect(await store(NAME)).toBe(appId);
    });
    const store = (name: string) => shop.app.get(FindAppByPackage).execute(name);

    it('lose it with their place in the group, and where the law forbids it', async () => {
      await owner.put(`${groups}/${groupId}`, { name: 'Early birds', emails: [] });
      expect([(await download(asTester())).status, await tests(asTester())]).toEqual([404, []]);
      await owner.put(`${groups}/${groupId}`, { name: 'Early birds', emails: [tester.email] });
      expect((await download(asTester())).status).toBe(200);
      const { accountId } = await aStaffMember(shop, 'market-manager');
      const actor = { kind: 'account', accountId, staffRoles: ['market-manager'] } as const;
      await shop.app
        .get(PullKillSwitch)
        .execute({ target: { itemId: appId }, markets: 'DE', retention: 'full', reason: 'A leak', actor });
      const stopped = await download(asTester());
      expect([stopped.status, stopped.body.code]).toEqual([451, 'unavailable-for-legal-reasons']);
      expect(await updates(asTester())).toEqual([]);
    });

    it('buy it like anybody once it is published', async () => {
      const name = 'org.tested.published';
      const { draftApp, submit, approve } = publishing(shop);
      const id = await draftApp(publisher, { packageName: name, pricing: 'paid' });
      const { actor } = publisher;
      await shop.app.get(PutTesters).execute({ appId: id, track: 'internal', emails: [tester.email], actor });
      await approve(await submit(publisher, id, name, 1, { track: 'internal' }));
      expect((await download(asTester(), name)).status).toBe(200);
      await approve(await submit(publisher, id, name, 2));
      expect((await download(asTester(), name)).status).toBe(404);
      expect(await tests(asTester())).toContainEqual(
        expect.objectContaining({ packageName: name, published: true }),
      );
    });
  });
});

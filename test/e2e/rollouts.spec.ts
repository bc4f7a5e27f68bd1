import { makeSigner } from '@portolan/catalog';
import { PHONE } from '../support/delivery';
import { verifyAddress } from '../support/mail';
import { selectTerritories } from '../support/markets';
import { testPackage } from '../support/packages';
import { aConsumer, aMember, aPublisherOwner, aStaffMember, api, type Client } from '../support/people';
import { reviewing } from '../support/reviewing';
import { order, type Shop, startShop } from '../support/shop';

const APK = { 'content-type': 'application/vnd.android.package-archive' };
const NAME = 'org.rollout.app';

describe('tracks and rollouts over HTTP', () => {
  let shop: Shop;
  let owner: Client;
  let reviewer: Client;
  let appId: string;
  const signer = makeSigner('Rollout');
  const releases = new Map<number, string>();
  beforeAll(async () => {
    shop = await startShop();
    owner = api(shop, shop.owner.token);
    reviewer = api(shop, (await aStaffMember(shop, 'reviewer')).token);
    const wish = { packageName: NAME, defaultLocale: 'en', category: 'app/tools', pricing: 'free' };
    appId = (await owner.post(`/v1/publishers/${shop.owner.publisherId}/apps`, wish)).body.id as string;
    const text = { title: 'Rollout', shortDescription: '', fullDescription: '' };
    await owner.put(`/v1/apps/${appId}/listings/en`, text);
    await selectTerritories(shop, appId, 'WORLD');
  });
  afterAll(() => shop.close());

  const upload = async (versionCode: number, more: object = {}): Promise<string> => {
    const raw = testPackage(NAME, versionCode, signer, more);
    const answer = await owner.call('POST', `/v1/apps/${appId}/artifacts`, { raw, headers: APK });
    expect([answer.status, answer.body.code]).toEqual([201, undefined]);
    return answer.body.id as string;
  };
  /** Drafts, submits and has it approved. */
  const release = async (versionCode: number, more: object = {}): Promise<string> => {
    const wish = { artifactId: await upload(versionCode), ...more };
    const drafted = await owner.post(`/v1/apps/${appId}/releases`, wish);
    expect([drafted.status, drafted.body.code]).toEqual([201, undefined]);
    const id = drafted.body.id as string;
    expect((await owner.post(`/v1/releases/${id}/submit`)).body.status).toBe('submitted');
    await reviewing(reviewer).approve(id);
    releases.set(versionCode, id);
    return id;
  };
  const updates = async (client: Client, body: object = {}, market = 'DE', installed = 1) => {
    const path = `/v1/storefront/${market}/updates`;
    const answer = await client.post(path, {
      installed: [{ packageName: NAME, versionCode: installed }],
      ...body,
    });
    expect(answer.status).toBe(200);
    return (answer.body.updates as { versionCode: number }[]).map(({ versionCode }) => versionCode);
  };
  const device = (n: number) => ({ device: { deviceId: `device-${n}` } });
  const visitor = () => api(shop);

  it('stages a release, raises it under If-Match, halts and resumes it', async () => {
    await release(1);
    const id = await release(2, { sharePercent: 0.1, updatePriority: 3, notes: { en: 'Second.' } });
    const first = await owner.get(`/v1/releases/${id}`);
    expect(first.body).toMatchObject({
      status: 'staged',
      sharePercent: 0.1,
      track: 'production',
      updatePriority: 3,
    });
    const tag = first.headers.get('etag') ?? '';
    const rollout = (sharePercent: unknown, headers: Record<string, string> = {}) =>
      owner.post(`/v1/releases/${id}/rollout`, { sharePercent }, { headers });
    for (const wrong of [0, 100.1, 0.15, '50', null]) expect((await rollout(wrong)).status).toBe(400);
    const raised = await rollout(50, { 'if-match': tag });
    expect([raised.status, raised.body.sharePercent]).toEqual([200, 50]);
    const late = await rollout(60, { 'if-match': tag });
    expect([late.status, late.body.code]).toEqual([412, 'release-changed']);
    expect((await rollout(50)).body.code).toBe('rollout-share-not-higher');

    const got = await Promise.all(Array.from({ length: 40 }, (_, n) => updates(visitor(), device(n))));
    const reached = got.flatMap((versions, n) => (versions.includes(2) ? [n] : []));
    expect(reached.length).toBeGreaterThan(8);
    expect(reached.length).toBeLessThan(32);
    // Nobody knows who this is, so it has what everybody has.
    expect(await updates(visitor())).toEqual([]);

    expect((await owner.post(`/v1/releases/${id}/halt`, { reason: 'It crashes.' })).body.status).toBe(
      'halted',
    );
    for (const n of reached.slice(0, 3)) expect(await updates(visitor(), device(n))).toEqual([]);
    expect((await owner.post(`/v1/releases/${id}/resume`)).body).toMatchObject({
      status: 'staged',
      sharePercent: 50,
    });
    for (const n of reached.slice(0, 3)) expect(await updates(visitor(), device(n))).toEqual([2]);
    expect((await rollout(100)).body.status).toBe('live');
    expect(await updates(visitor())).toEqual([2]);
  });

  it('targets markets, reads back what was written, and lets managed releases wait', async () => {
    const targeting = { countries: ['FR', 'DE'], includeRestOfWorld: false };
    const id = await release(3, { targeting, managed: true });
    expect((await owner.get(`/v1/releases/${id}`)).body).toMatchObject({ status: 'approved', targeting });
    expect(await updates(visitor(), {}, 'DE', 2)).toEqual([]);
    const renamed = await owner.patch(`/v1/releases/${id}`, { name: 'Third', notes: { de: 'Die dritte.' } });
    expect(renamed.body).toMatchObject({ name: 'Third', notes: { de: 'Die dritte.' } });
    expect((await owner.post(`/v1/releases/${id}/publish`)).body.status).toBe('staged');
    expect((await owner.post(`/v1/releases/${id}/publish`)).body.code).toBe('release-status-conflict');
    expect([await updates(visitor(), {}, 'DE', 2), await updates(visitor(), {}, 'US', 2)]).toEqual([[3], []]);
    const target = (to: unknown) => owner.put(`/v1/releases/${id}/targeting`, { targeting: to });
    expect((await target({ countries: ['DE'] })).body.code).toBe('targeting-only-widens');
    expect((await target({ countries: ['DE', 'FR', 'QQ'] })).body.code).toBe('market-unknown');
    expect((await target({ countries: [] })).status).toBe(400);
    const everywhere = { countries: ['FR'], includeRestOfWorld: true };
    expect((await target(everywhere)).body).toMatchObject({ status: 'live', targeting: everywhere });
    expect(await updates(visitor(), {}, 'US', 2)).toEqual([3]);
  });

  it('gives testers what is on their track, and nobody else', async () => {
    const tester = await aConsumer(shop);
    expect((await owner.post(`/v1/apps/${appId}/tracks`, { name: 'partners' })).status).toBe(201);
    expect((await owner.post(`/v1/apps/${appId}/tracks`, { name: 'partners' })).body.code).toBe(
      'track-exists',
    );
    expect((await owner.post(`/v1/apps/${appId}/tracks`, { name: 'open' })).body.code).toBe('track-exists');
    const path = `/v1/apps/${appId}/tracks/partners/testers`;
    const put = (emails: string[], tag: string) =>
      owner.call('PUT', path, { body: { emails }, headers: { 'if-match': tag } });
    const named = await put([tester.email.toUpperCase()], '"0"');
    expect([named.status, named.body]).toEqual([200, { emails: [tester.email], groupIds: [], version: 1 }]);
    expect((await put([], '"0"')).body.code).toBe('testers-changed');
    expect((await owner.get(`/v1/apps/${appId}/tracks/production/testers`)).body.code).toBe(
      'track-without-testers',
    );
    expect((await owner.get(`/v1/apps/${appId}/tracks/nowhere/testers`)).body.code).toBe('track-not-found');

    await release(4, { track: 'partners' });
    const outsider = api(shop, (await aConsumer(shop)).token);
    // Whoever claims an address without reading its mail is no tester.
    expect(await updates(api(shop, tester.token), {}, 'DE', 3)).toEqual([]);
    await verifyAddress(shop, tester.email);
    expect(await updates(api(shop, tester.token), {}, 'DE', 3)).toEqual([4]);
    expect(await updates(outsider, {}, 'DE', 3)).toEqual([]);
    const join = (client: Client, verb: string) => client.call(verb, `/v1/library/${NAME}/open-test`);
    expect((await join(outsider, 'PUT')).body.code).toBe('open-track-not-found');
    await release(5, { track: 'open' });
    expect((await join(outsider, 'PUT')).status).toBe(204);
    expect((await join(outsider, 'PUT')).status).toBe(204);
    expect(await updates(outsider, {}, 'DE', 3)).toEqual([5]);
    expect((await join(outsider, 'DELETE')).status).toBe(204);
    expect(await updates(outsider, {}, 'DE', 3)).toEqual([]);
    expect((await join(visitor(), 'PUT')).status).toBe(401);

    const { body } = await owner.get(`/v1/apps/${appId}/tracks`);
    expect(body.data).toMatchObject([
      { name: 'production', kind: 'production', testers: null, releases: [{ status: 'live' }] },
      { name: 'open', kind: 'open', testers: 0, releases: [{ status: 'live' }] },
      { name: 'partners', kind: 'closed', testers: 1, releases: [{ status: 'live' }] },
      { name: 'internal', kind: 'internal', testers: 0, releases: [] },
    ]);
    const listed = await owner.get(`/v1/apps/${appId}/releases?track=partners`);
    expect(listed.body.data).toMatchObject([{ id: releases.get(4) }]);
  });

  it('chooses among the packages of a release by device: update, page, list and download agree', async () => {
    const artifactIds = [
      await upload(101, { minSdk: 24, abis: ['armeabi-v7a'] }),
      await upload(102, { minSdk: 26, abis: ['arm64-v8a'] }),
    ];
    const drafted = await owner.post(`/v1/apps/${appId}/releases`, { artifactIds });
    expect(
      (drafted.body.artifacts as { versionCode: number }[]).map(({ versionCode }) => versionCode),
    ).toEqual([102, 101]);
    const id = drafted.body.id as string;
    await owner.post(`/v1/releases/${id}/submit`);
    expect((await reviewing(reviewer).approve(id)).body.status).toBe('live');

    const person = await aConsumer(shop);
    expect((await order(shop, person, [appId])).body.order.status).toBe('paid');
    const buyer = api(shop, person.token);
    const parameter = (described: object) => `device=${encodeURIComponent(JSON.stringify(described))}`;
    for (const [abis, sdk, expected] of [
      [['arm64-v8a', 'armeabi-v7a'], 34, 102],
      [['arm64-v8a', 'armeabi-v7a'], 25, 101],
      [['armeabi-v7a'], 34, 101],
    ] as const) {
      const described = { ...PHONE, abis, sdk };
      expect(await updates(buyer, { device: described }, 'DE', 3)).toEqual([expected]);
      const page = await visitor().get(`/v1/storefront/DE/apps/${NAME}?${parameter(described)}`);
      expect(page.body.compatibility).toMatchObject({ fits: true, versionCode: expected, misfits: [] });
      const list = await visitor().get(`/v1/storefront/DE/apps?q=rollout&${parameter(described)}`);
      expect(list.body.data).toMatchObject([{ packageName: NAME, fits: true }]);
      const file = await buyer.get(`/v1/library/${NAME}/download?${parameter(described)}`);
      expect([file.status, file.body.versionCode]).toEqual([200, expected]);
    }
    const odd = { ...PHONE, abis: ['mips'] };
    const blocked = await buyer.post('/v1/storefront/DE/updates', {
      installed: [{ packageName: NAME, versionCode: 3 }],
      device: odd,
    });
    expect(blocked.body).toMatchObject({
      updates: [],
      blocked: [{ code: 'device-not-compatible', misfits: [{ code: 'abi-missing' }] }],
    });
    const page = await visitor().get(`/v1/storefront/DE/apps/${NAME}?${parameter(odd)}`);
    expect(page.body.compatibility).toMatchObject({
      fits: false,
      versionCode: null,
      misfits: [{ code: 'abi-missing' }],
    });
    const refused = await buyer.get(`/v1/library/${NAME}/download?${parameter(odd)}`);
    expect([refused.status, refused.body.code]).toEqual([409, 'device-not-compatible']);
    const newer = await buyer.get(`/v1/library/${NAME}/download?installed=999`);
    expect([newer.status, newer.body.code]).toEqual([409, 'installed-is-newer']);
    for (const wrong of ['{', '[]', '{"sdk":"34"}', '{"unknown":1}'])
      expect(
        (await visitor().get(`/v1/storefront/DE/apps/${NAME}?device=${encodeURIComponent(wrong)}`)).status,
      ).toBe(400);
    const plain = await visitor().get(`/v1/storefront/DE/apps/${NAME}`);
    expect(plain.body).toMatchObject({ versionCode: 102, compatibility: null });
  });

  it('keeps devices out that the publisher rules out', async () => {
    const path = `/v1/apps/${appId}/device-rules`;
    expect((await owner.get(path)).body).toEqual({ minRamBytes: null, excludedModels: [], version: 0 });
    const rules = { minRamBytes: 4_000_000_000, excludedModels: ['Pixel 8'] };
    const put = (tag: string) => owner.call('PUT', path, { body: rules, headers: { 'if-match': tag } });
    expect((await put('"0"')).body).toEqual({ ...rules, version: 1 });
    expect((await put('"0"')).body.code).toBe('device-rules-changed');
    const described = { ...PHONE, ramBytes: 3_000_000_000 };
    const answer = await visitor().get(
      `/v1/storefront/DE/apps/${NAME}?device=${encodeURIComponent(JSON.stringify(described))}`,
    );
    const codes = (answer.body.compatibility.misfits as { code: string }[]).map(({ code }) => code);
    expect(codes).toEqual(['ram-too-small', 'model-excluded']);
    await owner.put(path, { minRamBytes: null, excludedModels: [] });
  });

  it('is for members of the publisher alone, and to change for release managers', async () => {
    const stranger = api(shop, (await aPublisherOwner(shop)).token);
    const viewer = api(shop, (await aMember(shop, shop.owner, 'viewer')).token);
    const consumer = api(shop, (await aConsumer(shop)).token);
    const id = releases.get(3) ?? '';
    const app = `/v1/apps/${appId}`;
    const calls: [string, string, unknown][] = [
      ['POST', `/v1/releases/${id}/rollout`, { sharePercent: 100 }],
      ['POST', `/v1/releases/${id}/publish`, undefined],
      ['POST', `/v1/releases/${id}/halt`, { reason: 'No.' }],
      ['POST', `/v1/releases/${id}/resume`, undefined],
      ['PUT', `/v1/releases/${id}/targeting`, { targeting: null }],
      ['PATCH', `/v1/releases/${id}`, { name: 'Theirs' }],
      ['POST', `${app}/tracks`, { name: 'theirs' }],
      ['PUT', `${app}/tracks/internal/testers`, { emails: [] }],
      ['GET', `${app}/tracks/internal/testers`, undefined],
      ['PUT', `${app}/device-rules`, { minRamBytes: null, excludedModels: [] }],
    ];
    for (const [verb, path, body] of calls) {
      const status = async (client: Client) => (await client.call(verb, path, { body })).status;
      expect([
        path,
        await status(stranger),
        await status(consumer),
        await status(viewer),
        await status(api(shop)),
      ]).toEqual([path, 404, 404, 403, 401]);
    }
    for (const path of [`${app}/tracks`, `${app}/device-rules`]) {
      expect((await viewer.get(path)).status).toBe(200);
      expect((await stranger.get(path)).status).toBe(404);
    }
  });
});

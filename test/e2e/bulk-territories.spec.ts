import { aMember, aPublisherOwner, aStaffMember, api, type Client } from '../support/people';
import { type Shop, sellApp, startShop } from '../support/shop';

const HEAD = 'package_name,app_id,expression,covers_future_markets,version';

describe('territories of many apps at once', () => {
  let shop: Shop;
  let client: Client;
  let path: string;
  const ids: string[] = [];
  beforeAll(async () => {
    shop = await startShop();
    for (const name of ['one', 'two', 'three'])
      ids.push(await sellApp(shop, `org.example.${name}`, { free: true, territories: 'DE + FR' }));
    client = api(shop, shop.owner.token);
    path = `/v1/publishers/${shop.owner.publisherId}/territories`;
    // An app for which nothing was selected yet.
    const { body } = await client.post(`/v1/publishers/${shop.owner.publisherId}/apps`, {
      packageName: 'org.example.draft',
      defaultLocale: 'en',
      category: 'app/tools',
      pricing: 'free',
    });
    ids.push(body.id as string);
  });
  afterAll(() => shop.close());

  const send = (file: string, query = '', by = client) =>
    by.call('POST', `${path}/import${query}`, { raw: file, headers: { 'content-type': 'text/csv' } });
  const where = async (id = ids[0]) =>
    (await client.get(`/v1/apps/${id}/territories`)).body.expression as string | null;
  const epoch = async () => {
    const staff = api(shop, (await aStaffMember(shop, 'support')).token);
    return (await staff.get('/v1/ops/epochs?limit=1')).body.data[0];
  };

  it('come out as CSV, and back in without a change', async () => {
    const { headers, body } = await client.get(path);
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const lines = (body as string).split('\r\n');
    expect([lines[0], lines[1]?.replace(/\d+$/, 'n'), lines[4]]).toEqual([
      HEAD,
      `org.example.one,${ids[0]},DE + FR,true,n`,
      `org.example.draft,${ids[3]},,,0`,
    ]);
    const before = (await epoch()).epoch;
    const back = await send(body as string, '?dryRun=false');
    expect(back).toMatchObject({
      status: 200,
      body: { applied: true, counts: { set: 0, unchanged: 4, refused: 0 } },
    });
    expect((await epoch()).epoch).toBe(before);
  });

  it('are looked at first, then selected in one epoch with an audit event for each app', async () => {
    const file = `package_name,expression,covers_future_markets\norg.example.one,WORLD - US,TRUE\norg.example.draft,DE,false\n`;
    const seen = await send(file);
    expect(seen.body).toEqual({
      applied: false,
      counts: { set: 2, unchanged: 0, refused: 0 },
      rows: [
        {
          line: 2,
          outcome: 'set',
          appId: ids[0],
          packageName: 'org.example.one',
          before: 'DE + FR',
          after: 'WORLD - US',
          refusal: null,
        },
        expect.objectContaining({ line: 3, outcome: 'set', appId: ids[3], before: null, after: 'DE' }),
      ],
    });
    expect(await where()).toBe('DE + FR');
    const done = await send(file, '?dryRun=false');
    expect(done.body).toMatchObject({ applied: true, counts: { set: 2 } });
    expect([await where(), await where(ids[3])]).toEqual(['WORLD - US', 'DE']);
    expect(await epoch()).toMatchObject({ kind: 'territories.select', ids: [ids[0], ids[3]] });
    const admin = api(shop, (await aStaffMember(shop, 'legal')).token);
    const log = await admin.get(`/v1/ops/audit?subjectType=item&subjectId=${ids[3]}`);
    expect(log.body.data[0]).toMatchObject({ action: 'territories.select', after: { expression: 'DE' } });
    // The store goes by them.
    expect((await api(shop).get(`/v1/availability?item=${ids[0]}&market=US`)).body.allowed).toBe(false);
  });

  it('are left alone if one row is refused, unless the good rows are asked for', async () => {
    const file = `${HEAD}\r\n,${ids[0]},EU,true,\r\norg.example.two,,ATLANTIS,true,\r\norg.example.three,,FR,true,\r\n`;
    const before = await where();
    const refused = await send(file, '?dryRun=false');
    expect(refused).toMatchObject({
      status: 422,
      body: {
        code: 'rows-refused',
        errors: [{ pointer: '/lines/3/expression', code: 'invalid-market-scope' }],
        report: { applied: false, counts: { set: 2, unchanged: 0, refused: 1 } },
      },
    });
    expect([await where(), await where(ids[2])]).toEqual([before, 'DE + FR']);
    const good = await send(file, '?dryRun=false&goodRowsOnly=true');
    expect(good).toMatchObject({ status: 200, body: { applied: true, counts: { set: 2, refused: 1 } } });
    expect([await where(), await where(ids[1]), await where(ids[2])]).toEqual(['EU', 'DE + FR', 'FR']);
  });

  it.each<[string, string | null, string]>([
    ['row-field-count', null, 'org.example.one,,DE'],
    ['app-missing', 'package_name', ',,DE,true,'],
    ['value-invalid', 'app_id', ',ABC,DE,true,'],
    ['value-invalid', 'package_name', '=cmd(),,DE,true,'],
    ['app-not-found', 'package_name', 'org.example.unknown,,DE,true,'],
    ['app-not-found', null, ',00000000-0000-7000-8000-000000000000,DE,true,'],
    ['app-ambiguous', 'package_name', 'org.example.one,00000000-0000-7000-8000-000000000000,DE,true,'],
    ['value-missing', 'covers_future_markets', 'org.example.one,,DE,,'],
    ['value-invalid', 'covers_future_markets', 'org.example.one,,DE,perhaps,'],
    ['invalid-market-scope', 'expression', 'org.example.one,,DE -,true,'],
    ['territories-missing', 'expression', 'org.example.one,,,,'],
    ['territories-changed', 'version', 'org.example.one,,DE,true,1'],
    ['row-repeated', null, 'org.example.two,,DE,true,\norg.example.two,,DE,true,'],
  ])('refuses a row as %s at %s', async (code, column, row) => {
    const { status, body } = await send(`${HEAD}\n${row}\n`);
    expect(status).toBe(200);
    expect(body.rows.at(-1)).toMatchObject({ outcome: 'refused', refusal: { code, column } });
  });

  it('refuses files that it cannot read', async () => {
    expect(await send('a;b\n')).toMatchObject({ status: 422, body: { code: 'csv-delimiter' } });
    expect(await send(`${HEAD},colour\n`)).toMatchObject({ body: { code: 'csv-column-unknown' } });
    const large = await send('x'.repeat(3 * 1024 * 1024));
    expect(large).toMatchObject({ status: 413, body: { code: 'csv-too-large' } });
    expect(await send(HEAD, '?dryRun=perhaps')).toMatchObject({ status: 400 });
    const json = await client.post(`${path}/import`, { a: 1 });
    expect(json).toMatchObject({ status: 415, body: { code: 'media-type-unsupported' } });
  });

  it('are selected for all apps but some', async () => {
    const body = { apps: { allExcept: [ids[3]] }, expression: 'WORLD', coversFutureMarkets: false };
    const seen = await client.post(path, body);
    expect(seen.body).toMatchObject({ applied: false, counts: { set: 3, unchanged: 0, refused: 0 } });
    const done = await client.post(path, { ...body, dryRun: false });
    expect(done.body).toMatchObject({ applied: true, counts: { set: 3 } });
    expect(await Promise.all(ids.map((id) => where(id)))).toEqual(['WORLD', 'WORLD', 'WORLD', 'DE']);
    const some = { ...body, apps: { only: [ids[0]] }, expression: 'FR', dryRun: false };
    expect((await client.post(path, some)).body).toMatchObject({ counts: { set: 1 } });
    const unknown = { ...body, apps: { allExcept: ['00000000-0000-7000-8000-000000000000'] } };
    expect(await client.post(path, unknown)).toMatchObject({ status: 422, body: { code: 'app-not-found' } });
    expect((await client.post(path, { ...body, apps: {} })).status).toBe(400);
  });

  it('of two imports at once are those of the one or of the other', async () => {
    for (let round = 0; round < 5; round += 1) {
      const files = ['DE', 'FR'].map((market) =>
        [HEAD, ...ids.map((id) => `,${id},${market},true,`)].join('\n'),
      );
      const answers = await Promise.all(files.map((file) => send(file, '?dryRun=false')));
      expect(answers.map(({ status }) => status)).toEqual([200, 200]);
      const all = new Set(await Promise.all(ids.map((id) => where(id))));
      expect(all.size).toBe(1);
    }
  });

  it('of two imports that both name the version they saw, one is refused', async () => {
    const { body: file } = await client.get(path);
    const files = ['US', 'US + DE'].map((market) =>
      (file as string).replaceAll(/,(?:DE|FR),true,/g, `,${market},true,`),
    );
    const answers = await Promise.all(files.map((one) => send(one, '?dryRun=false')));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
  });

  it('are for release managers of that publisher', async () => {
    const viewer = api(shop, (await aMember(shop, shop.owner, 'viewer')).token);
    const stranger = api(shop, (await aPublisherOwner(shop)).token);
    expect((await viewer.get(path)).status).toBe(200);
    expect((await send(HEAD, '', viewer)).status).toBe(403);
    expect((await stranger.get(path)).status).toBe(404);
    expect((await send(HEAD, '', stranger)).status).toBe(404);
    expect((await api(shop).get(path)).status).toBe(401);
    // Another publisher's app is as good as none.
    const own = `/v1/publishers/${(await aPublisherOwner(shop)).publisherId}`;
    expect((await stranger.post(`${own}/territories`, {})).status).toBe(404);
  });
});

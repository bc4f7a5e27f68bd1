import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { aConsumer, aMember, api, aPublisherOwner, type Owner } from '../support/people';
import { startTestApp, type TestApp } from '../support/test-app';

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** A picture of one colour, so that each shade has a hash of its own. */
function picture(width: number, height: number, shade: number, format: 'png' | 'jpeg' | 'webp' = 'png') {
  const background = { r: shade, g: 80, b: 120 };
  return sharp({ create: { width, height, channels: 3, background } })
    .toFormat(format)
    .toBuffer();
}

describe('the pictures of a listing', () => {
  let store: TestApp;
  let owner: Owner;
  let base: string;
  beforeAll(async () => {
    store = await startTestApp({ IMAGE_MAX_BYTES: '200000' });
    owner = await aPublisherOwner(store);
    const app = await api(store, owner.token).post(`/v1/publishers/${owner.publisherId}/apps`, {
      packageName: 'org.example.pictures',
      defaultLocale: 'en',
      category: 'app/tools',
      pricing: 'free',
    });
    base = `/v1/apps/${app.body.id}/listings`;
  });
  afterAll(() => store.close());

  const upload = (place: string, raw: Buffer, type = 'image/png', token = owner.token) =>
    api(store, token).call('POST', `${base}/${place}`, { raw, headers: { 'content-type': type } });
  const shown = async (locale: string) => {
    const { body } = await api(store, owner.token).get(`${base}/${locale}/images`);
    return (body.data as { type: string; images: { sha256: string }[] }[]).map(({ type, images }) => [
      type,
      images.map((image) => image.sha256),
    ]);
  };

  it('are uploaded, told with their hashes, and served as they came, whatever suffix a tool appends', async () => {
    const icon = await picture(512, 512, 1);
    const answer = await upload('en/images/icon', icon);
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      locale: 'en',
      type: 'icon',
      images: [
        {
          sha256: sha256(icon),
          sha1: createHash('sha1').update(icon).digest('hex'),
          mediaType: 'image/png',
          width: 512,
          height: 512,
          sizeBytes: icon.length,
        },
      ],
    });
    for (const suffix of ['', '=s0', '=h16383', '=w240-h480-rw']) {
      const served = await fetch(`${store.url}/v1/images/${sha256(icon)}${suffix}`);
      expect([served.status, served.headers.get('content-type')]).toEqual([200, 'image/png']);
      expect(served.headers.get('x-content-type-options')).toBe('nosniff');
      expect(sha256(Buffer.from(await served.arrayBuffer()))).toBe(sha256(icon));
    }
    const again = await fetch(`${store.url}/v1/images/${sha256(icon)}`, {
      headers: { 'if-none-match': `"${sha256(icon)}"` },
    });
    expect(again.status).toBe(304);
    const head = await fetch(`${store.url}/v1/images/${sha256(icon)}`, { method: 'HEAD' });
    expect(head.headers.get('content-length')).toBe(String(icon.length));
    expect((await fetch(`${store.url}/v1/images/${'0'.repeat(64)}`)).status).toBe(404);
  });

  it('replace the one icon, and stand one behind the other as screenshots, in the order that is asked for', async () => {
    const second = await picture(512, 512, 2);
    await upload('en/images/icon', second);
    const shots = await Promise.all([10, 90, 170].map((shade) => picture(400, 800, shade, 'jpeg')));
    for (const shot of shots) await upload('en/images/phoneScreenshots', shot, 'image/jpeg');
    const [a = '', b = '', c = ''] = shots.map(sha256);
    expect(await shown('en')).toEqual([
      ['icon', [sha256(second)]],
      ['phoneScreenshots', [a, b, c]],
    ]);
    const client = api(store, owner.token);
    const put = await client.put(`${base}/en/images/phoneScreenshots`, { images: [c, a] });
    expect(put.body.images.map((image: { sha256: string }) => image.sha256)).toEqual([c, a]);
    await client.put(`${base}/de/images/phoneScreenshots`, { images: [b] });
    await client.delete(`${base}/en/images/phoneScreenshots/${c}`);
    expect(await shown('en')).toEqual([
      ['icon', [sha256(second)]],
      ['phoneScreenshots', [a]],
    ]);
    await client.delete(`${base}/en/images/phoneScreenshots`);
    expect(await shown('en')).toEqual([['icon', [sha256(second)]]]);
    expect(await shown('de')).toEqual([['phoneScreenshots', [b]]]);
  });

  it('are at most eight screenshots, also when ten come at once', async () => {
    const shots = await Promise.all(Array.from({ length: 10 }, (_, n) => picture(400, 400, 100 + n)));
    const answers = await Promise.all(shots.map((shot) => upload('fr/images/tenInchScreenshots', shot)));
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array<number>(8).fill(201), 409, 409]);
    expect(answers.filter(({ status }) => status === 409).map(({ body }) => body.code)).toEqual([
      'too-many-images',
      'too-many-images',
    ]);
    const [[, hashes] = []] = await shown('fr');
    expect(hashes).toHaveLength(8);
  });

  it.each([
    ['another size', 422, 'image-invalid', () => picture(500, 512, 3)],
    ['a JPEG as icon', 422, 'image-invalid', () => picture(512, 512, 3, 'jpeg')],
    ['a WebP', 422, 'image-type-unsupported', () => picture(512, 512, 3, 'webp')],
    ['no picture', 422, 'image-unreadable', () => Promise.resolve(Buffer.from('<svg onload=alert(1)>'))],
    ['nothing', 422, 'image-unreadable', () => Promise.resolve(Buffer.alloc(0))],
    [
      'half a picture',
      422,
      'image-unreadable',
      async () => {
        const noise = { type: 'gaussian' as const, mean: 128, sigma: 30 };
        const whole = await sharp({
          create: { width: 512, height: 512, channels: 3, background: '#000', noise },
        })
          .jpeg({ quality: 40 })
          .toBuffer();
        return whole.subarray(0, whole.length / 2);
      },
    ],
    ['65,000 pixels a side', 413, 'image-too-large', () => hugeHeader()],
    ['more bytes than allowed', 413, 'file-too-large', () => Promise.resolve(Buffer.alloc(200_001))],
  ])('are refused when it is %s', async (_what, status, code, make) => {
    const answer = await upload('it/images/icon', await make());
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(await shown('it')).toEqual([]);
  });

  it('are no package: another media type is refused, a hash that was never uploaded too', async () => {
    const answer = await upload('it/images/icon', await picture(512, 512, 4), 'application/octet-stream');
    expect([answer.status, answer.body.code]).toEqual([415, 'media-type-unsupported']);
    const put = await api(store, owner.token).put(`${base}/it/images/icon`, { images: ['0'.repeat(64)] });
    expect([put.status, put.body.code]).toEqual([422, 'image-not-found']);
  });

  it('are the business of the team: others see no app, a viewer may look', async () => {
    const icon = await picture(512, 512, 5);
    const stranger = await aPublisherOwner(store, 'Another');
    const viewer = await aMember(store, owner, 'viewer');
    const consumer = await aConsumer(store);
    expect((await upload('en/images/icon', icon, 'image/png', stranger.token)).status).toBe(404);
    expect((await upload('en/images/icon', icon, 'image/png', consumer.token)).status).toBe(404);
    expect((await upload('en/images/icon', icon, 'image/png', viewer.token)).status).toBe(403);
    expect((await api(store).get(`${base}/en/images`)).status).toBe(401);
    expect((await api(store, viewer.token).get(`${base}/en/images`)).status).toBe(200);
    expect((await api(store, viewer.token).delete(`${base}/en/images/icon`)).status).toBe(403);
  });
});

/** A PNG whose header claims 65,000 x 65,000 pixels. */
async function hugeHeader(): Promise<Buffer> {
  const png = Buffer.from(await picture(512, 512, 6));
  png.writeUInt32BE(65_000, 16);
  png.writeUInt32BE(65_000, 20);
  png.writeUInt32BE(crc32(png.subarray(12, 29)), 29);
  return png;
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

import { open, readFile, truncate } from 'node:fs/promises';
import { inspectApk } from './inspect-apk';
import { API_DEMOS } from './writing/api-demos';
import { randomNumbers } from './writing/random-numbers';
import { writeApk } from './writing/apk-writer';
import { inspectBytes, verdict, verdictOf, withFile } from './writing/temporary-file';
import { makeSigner } from './writing/package-signer';

const SEED = 20_240_611;

/** Flips one bit at each place of a file, one at a time, and returns the places where nobody noticed. */
async function unnoticed(content: Buffer, places: Iterable<number>): Promise<number[]> {
  return withFile(content, async (path) => {
    const file = await open(path, 'r+');
    const missed: number[] = [];
    const random = randomNumbers(SEED);
    try {
      for (const at of places) {
        const bit = 1 << Math.floor(random.next().value * 8);
        await file.write(Buffer.from([content.readUInt8(at) ^ bit]), 0, 1, at);
        if ((await verdictOf(inspectApk(path))) === 'accepted') missed.push(at);
        await file.write(content, at, 1, at);
      }
    } finally {
      await file.close();
    }
    return missed;
  });
}

describe('a package that was changed after it was signed', () => {
  let apiDemos: Buffer;
  beforeAll(async () => {
    apiDemos = await readFile(API_DEMOS);
  });

  // In parts, because each place costs a verification of the whole package.
  it.each([0, 1, 2, 3, 4, 5])(
    `is refused for a flipped bit at 240 places (seed ${SEED}), part %i of 6`,
    async (part) => {
      const random = randomNumbers(SEED);
      // One random place in each of 240 equal stretches: spread over the file, and not the same everywhere.
      const places = Array.from({ length: 240 }, (_, index) =>
        Math.floor(((index + random.next().value) / 240) * apiDemos.length),
      );
      expect(await unnoticed(apiDemos, places.slice(part * 40, (part + 1) * 40))).toEqual([]);
    },
  );

  it.each([0, 1, 2, 3, 4, 5, 6])(
    'is refused for a flipped bit all along its signing block, padding included, part %i of 7',
    async (part) => {
      const directory = apiDemos.readUInt32LE(apiDemos.length - 6);
      const places = Array.from({ length: 315 }, (_, index) => directory - 1 - index * 13);
      expect(await unnoticed(apiDemos, places.slice(part * 45, (part + 1) * 45))).toEqual([]);
    },
  );

  it('is refused when it ends at any of 20 places', async () => {
    const codes = await withFile(apiDemos, async (path) => {
      const found = new Set<string>();
      for (let twentieth = 19; twentieth >= 0; twentieth -= 1) {
        await truncate(path, Math.floor((apiDemos.length * twentieth) / 20));
        found.add(await verdictOf(inspectApk(path)));
      }
      return found;
    });
    expect([...codes].sort()).toEqual(['apk-not-a-zip', 'apk-truncated']);
  });

  it('is refused for a flipped bit in every single byte of a small package with v1, v2 and v3', async () => {
    const signer = makeSigner('tamper');
    const small = writeApk({
      manifest: { sdk: { minSdkVersion: 21 } },
      entries: [{ name: 'classes.dex', content: Buffer.from('dex'), stored: true }],
      v1: [signer],
      announces: '2, 3',
      block: { v2: [{ signer, attributes: [[0xbeeff00d, Buffer.from([3, 0, 0, 0])]] }], v3: [{ signer }] },
    });
    expect((await inspectBytes(small)).signature.schemes).toEqual({ v1: true, v2: true, v3: true });
    expect(await unnoticed(small, small.keys())).toEqual([]);
  });

  it('is refused with bytes in front of it or behind it', async () => {
    const signer = makeSigner('tamper');
    const small = writeApk({ block: { v2: [{ signer }] } });
    expect(await verdict(small)).toBe('accepted');
    expect(await verdict(Buffer.concat([Buffer.from('dex\n035\0'), small]))).not.toBe('accepted');
    expect(await verdict(Buffer.concat([small, Buffer.from('more')]))).not.toBe('accepted');
  });
});

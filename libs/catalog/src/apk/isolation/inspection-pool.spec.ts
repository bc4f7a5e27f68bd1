import { inspectApk } from '../inspect-apk';
import { writeApk } from '../writing/apk-writer';
import { chunk, u16, u32, writeStringPool } from '../writing/binary-xml-writer';
import { writeDex } from '../writing/dex-writer';
import { makeSigner } from '../writing/package-signer';
import { verdictOf, withFile } from '../writing/temporary-file';
import { writeZip } from '../writing/zip-writer';
import { InspectionPool, type InspectionPoolOptions } from './inspection-pool';

const MIB = 1024 * 1024;
const signer = makeSigner('isolated');
const good = writeApk({ block: { v2: [{ signer }] } });

/** Half a million elements in a manifest: some hundred megabytes of objects. */
function greedy(): Buffer {
  const nothing = 0xffffffff;
  const line = Buffer.concat([u32(1), u32(nothing)]);
  const id = [u32(nothing), u32(0)];
  const start = chunk(0x0102, line, [...id, u16(20), u16(20), u16(0), u16(0), u16(0), u16(0)]);
  const end = chunk(0x0103, line, id);
  const children = Buffer.alloc(500_000 * (start.length + end.length), Buffer.concat([start, end]));
  const body = [writeStringPool(['manifest']), start, children, end];
  return writeZip([{ name: 'AndroidManifest.xml', content: chunk(0x0003, Buffer.alloc(0), body) }]);
}

describe('inspections in threads of their own', () => {
  let pool: InspectionPool;
  const open = (options: Partial<InspectionPoolOptions> = {}) => (pool = new InspectionPool(options));
  afterEach(() => pool.close());

  it('find what an inspection here finds, refusals included', async () => {
    open();
    await withFile(good, async (path) => expect(await pool.inspect(path)).toEqual(await inspectApk(path)));
    await withFile(Buffer.from('no package at all, but some text'), async (path) =>
      expect(await verdictOf(pool.inspect(path))).toBe('apk-not-a-zip'),
    );
    await withFile(good, async (path) =>
      expect(await verdictOf(pool.inspect(path, { fileBytes: 10 }))).toBe('apk-too-large'),
    );
  });

  it('refuse a package that takes too long, and go on with the next', async () => {
    open({ threads: 1 });
    await withFile(good, async (path) => expect(await verdictOf(pool.inspect(path))).toBe('accepted'));
    const slow = writeApk({
      entries: [{ name: 'zeros', content: Buffer.alloc(60 * MIB) }],
      block: { v2: [{ signer }] },
    });
    await pool.close();
    open({ threads: 1, milliseconds: 1, bytesPerMillisecond: Infinity });
    await withFile(slow, async (path) =>
      expect(await verdictOf(pool.inspect(path))).toBe('apk-inspection-limit'),
    );
    await pool.close();
    open({ threads: 1 });
    await withFile(slow, async (path) => expect(await verdictOf(pool.inspect(path))).toBe('accepted'));
  });

  it('refuse a package that needs too much memory, and the process lives on', async () => {
    open({ threads: 1, heapMegabytes: 64 });
    const limits = { xmlElements: 1_000_000, manifestBytes: 64 * MIB };
    await withFile(greedy(), async (path) => {
      expect(await verdictOf(pool.inspect(path, limits))).toBe('apk-inspection-limit');
      // The same under the limits that hold outside this test.
      expect(await verdictOf(pool.inspect(path))).toBe('apk-zip-entry-too-large');
    });
    await withFile(good, async (path) => expect(await verdictOf(pool.inspect(path))).toBe('accepted'));
  });

  it('search the code for what the store knows', async () => {
    const entries = [{ name: 'classes.dex', content: writeDex(['Lorg/spy/Eye;']) }];
    const spying = writeApk({ entries, block: { v2: [{ signer }] } });
    const spy = { id: 'spy', name: 'Spy', purpose: 'location', packages: ['org.spy'] } as const;
    for (const [trackers, found] of [
      [[spy], ['spy']],
      [[], []],
    ] as const) {
      open({ trackers });
      await withFile(spying, async (path) =>
        expect((await pool.inspect(path)).code.trackers.map(({ id }) => id)).toEqual(found),
      );
      await pool.close();
    }
  });

  it('take their turns when there are more packages than threads', async () => {
    open({ threads: 2 });
    await withFile(good, async (path) => {
      const verdicts = await Promise.all(Array.from({ length: 12 }, () => verdictOf(pool.inspect(path))));
      expect(new Set(verdicts)).toEqual(new Set(['accepted']));
    });
  });

  it('pass on what is no fault of the package', async () => {
    open();
    await expect(pool.inspect('/nowhere/at/all.apk')).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

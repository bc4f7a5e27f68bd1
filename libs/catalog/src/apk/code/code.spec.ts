import { inspectApk } from '../inspect-apk';
import type { ApkLimits } from '../apk-limits';
import { writeApk } from '../writing/apk-writer';
import { writeDex } from '../writing/dex-writer';
import { makeSigner } from '../writing/package-signer';
import { withFile } from '../writing/temporary-file';
import { classesOfDex, DexMalformed } from './dex-classes';
import { KNOWN_TRACKERS, TrackerIndex } from './known-trackers';

const signer = makeSigner('code');
const APP = 'Lorg/example/Main;';

describe('the classes of a DEX file', () => {
  const classes = [APP, 'Lcom/adjust/sdk/Adjust;', `L${'deep/'.repeat(30)}A;`];

  it('are read by their descriptors', () => {
    expect([...classesOfDex(writeDex(classes))]).toEqual([...classes].sort());
    expect([...classesOfDex(writeDex([]))]).toEqual([]);
    expect([...classesOfDex(writeDex([`L${'x'.repeat(900)};`]))]).toEqual([`L${'x'.repeat(199)}`]);
  });

  it('are never read beyond the file, whatever its tables say', () => {
    const dex = writeDex(classes);
    const broken = (at: number, value: number): Buffer => {
      const copy = Buffer.from(dex);
      copy.writeUInt32LE(value, at);
      return copy;
    };
    const faults = [
      Buffer.alloc(0),
      dex.subarray(0, dex.length - 1),
      Buffer.concat([dex, Buffer.alloc(1)]),
      broken(0, 0),
      broken(4, 0),
      broken(40, 0x78563412),
      // Counts and places of strings, types and classes.
      ...[56, 60, 64, 68, 96, 100].map((at) => broken(at, 0xfffffff0)),
      ...[60, 68, 100].map((at) => broken(at, 0)),
      broken(56, 1),
      // The first string, the first type, the first class.
      ...[0x70, 0x70 + 12, 0x70 + 24].map((at) => broken(at, 0xfffffff0)),
    ];
    for (const fault of faults) expect(() => [...classesOfDex(fault)]).toThrow(DexMalformed);
  });

  it('come once, however many classes and types point to one', () => {
    const name = `L${'/'.repeat(198)};`;
    const dex = writeDex([name]);
    const [class0, type0] = [dex.subarray(0x78, 0x98), dex.subarray(0x74, 0x78)];
    const many = (bytes: Buffer) => Buffer.concat(Array.from({ length: 65_536 }, () => bytes));
    const rows = many(class0);
    for (let i = 0; i < 65_536; i++) rows.writeUInt32LE(i, i * 32);
    const hostile = Buffer.concat([dex, many(type0), rows]);
    for (const [at, value] of [
      [32, hostile.length],
      [64, 65_536],
      [68, dex.length],
      [96, 65_536],
      [100, dex.length + 4 * 65_536],
    ] as const)
      hostile.writeUInt32LE(value, at);
    let names = 0;
    for (const each of classesOfDex(hostile)) names += each === name ? 1 : 65_536;
    expect(names).toBe(1);
  });

  it('end in words of our own for any change of a byte', () => {
    const dex = writeDex(classes);
    for (let at = 0; at < dex.length; at++) {
      const copy = Buffer.from(dex);
      copy[at] = (copy[at] ?? 0) ^ 0xff;
      try {
        for (const name of classesOfDex(copy)) expect(name.length).toBeLessThanOrEqual(200);
      } catch (error) {
        expect(error).toBeInstanceOf(DexMalformed);
      }
    }
  });
});

describe('known trackers', () => {
  const index = new TrackerIndex(KNOWN_TRACKERS);

  it('are told by package, with what lies below it, and not by names that only begin alike', () => {
    expect(index.of('Lcom/adjust/sdk/Adjust;')?.id).toBe('adjust');
    expect(index.of('Lcom/google/android/gms/ads/internal/a;')?.id).toBe('google-ads');
    for (const name of ['Lcom/adjust/sdkother/A;', 'Lcom/adjust/A;', APP, '', 'L;', '[I'])
      expect(index.of(name)).toBeNull();
  });

  it('are looked for no deeper than the deepest of them lies', () => {
    const shallow = new TrackerIndex([
      { id: 'a', name: 'A', purpose: 'analytics', packages: ['a.b', 'c.d.e'] },
    ]);
    expect(shallow.of('Lc/d/e/F;')?.id).toBe('a');
    const slice = jest.spyOn(String.prototype, 'slice');
    const found = shallow.of(`L${'/'.repeat(198)};`);
    const slices = slice.mock.calls.length;
    slice.mockRestore();
    expect([found, slices]).toEqual([null, 3]);
  });

  it('have ids and packages of their own', () => {
    const ids = KNOWN_TRACKERS.map(({ id }) => id);
    const packages = KNOWN_TRACKERS.flatMap((tracker) => tracker.packages);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(packages).size).toBe(packages.length);
    expect(ids).toEqual([...ids].sort((a, b) => a.localeCompare(b)));
    for (const name of packages) expect(name).toMatch(/^[a-z][a-z0-9]*(\.[a-z0-9]+)+$/);
  });
});

describe('the code of a package', () => {
  const inspect = (files: Record<string, Buffer>, limits: Partial<ApkLimits> = {}) => {
    const entries = Object.entries(files).map(([name, content]) => ({ name, content }));
    return withFile(writeApk({ entries, block: { v2: [{ signer }] } }), (path) => inspectApk(path, limits));
  };
  const adjust = writeDex([APP, 'Lcom/adjust/sdk/Adjust;', 'Lcom/adjust/sdk/Other;']);
  const ads = writeDex(['Lcom/applovin/sdk/A;']);

  it('is searched in each DEX file that Android loads', async () => {
    const { code } = await inspect({
      'classes.dex': adjust,
      'classes2.dex': ads,
      'assets/classes.dex': writeDex(['Lcom/vungle/A;']),
    });
    expect(code).toEqual({
      trackers: [
        { id: 'adjust', name: 'Adjust', purpose: 'analytics' },
        { id: 'applovin', name: 'AppLovin', purpose: 'advertising' },
      ],
      unread: null,
    });
    expect((await inspect({})).code).toEqual({ trackers: [], unread: null });
  });

  it('is said to be unread where it is broken, too large or too much, and the rest is searched', async () => {
    const broken = { 'classes.dex': Buffer.from('dex\n035\0'), 'classes2.dex': ads };
    expect((await inspect(broken)).code).toEqual({
      trackers: [{ id: 'applovin', name: 'AppLovin', purpose: 'advertising' }],
      unread: 'classes.dex is no DEX file of a known version',
    });
    const both = { 'classes.dex': adjust, 'classes2.dex': ads };
    const bounds: Partial<ApkLimits>[] = [
      { dexFileBytes: ads.length },
      { dexBytes: adjust.length - 1 },
      { dexFiles: 1 },
    ];
    for (const limits of bounds) expect((await inspect(both, limits)).code.unread).not.toBeNull();
  });
});

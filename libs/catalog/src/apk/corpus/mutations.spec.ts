import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DEFAULT_APK_LIMITS } from '../apk-limits';
import type { ApkReport } from '../apk-report';
import { inspectApk } from '../inspect-apk';
import { readSigningBlock } from '../signature/signing-block';
import { randomNumbers } from '../writing/random-numbers';
import { verdictOf, withFile } from '../writing/temporary-file';
import { Archive } from '../zip/archive';
import { readEndOfCentralDirectory } from '../zip/end-of-central-directory';
import { RandomAccessFile } from '../zip/random-access-file';
import { old, signer, text, v1, v2 } from './corpus-case';

const SEED = 20_261_125;
const FOLDER = join(__dirname, '../../../../../../shared/data/catalogue/apks');
const present = existsSync(FOLDER);
if (!present) process.stderr.write('mutations of published packages: skipped: no ../shared/data\n');
const published = (name: string) => () => readFileSync(join(FOLDER, name));
const appium = (): Buffer =>
  readFileSync(
    join(dirname(require.resolve('io.appium.settings/package.json')), 'apks/settings_apk-debug.apk'),
  );

/** What a device would run: every entry but those that a v1 signature leaves to anybody. */
async function contentOf(path: string, report: ApkReport): Promise<Record<string, string>> {
  const file = await RandomAccessFile.open(path);
  try {
    const end = await readEndOfCentralDirectory(file);
    const block = await readSigningBlock(file, end, DEFAULT_APK_LIMITS);
    const archive = await Archive.open(file, end, block?.offset ?? end.directoryOffset, DEFAULT_APK_LIMITS);
    const hashes: Record<string, string> = {};
    for (const entry of archive.entries) {
      if (report.signature.unprotected.includes(entry.name)) continue;
      const content = await archive.read(entry, DEFAULT_APK_LIMITS.entryBytes);
      hashes[entry.name] = createHash('sha256').update(content).digest('hex');
    }
    return hashes;
  } finally {
    await file.close();
  }
}

interface Outcome {
  refused: number;
  /** Accepted, and what a device would run is what it was: a date in the archive, say, which v1 does not sign. */
  harmless: number;
  changed: string[];
}

/** Bytes that are changed together: where, and what is added to each without carry. */
type Change = readonly { at: number; mask: number }[];

function draw(length: number, times: number): Change[] {
  const random = randomNumbers(SEED);
  const below = (limit: number): number => Math.floor(random.next().value * limit);
  return Array.from({ length: times }, () => {
    const places = Array.from({ length: 1 + below(8) }, () => below(length));
    return places.map((at) => ({ at, mask: 1 + below(255) }));
  });
}

/** Files beside each other: most of an inspection is waiting for a read. */
const LANES = 8;

/** Changes 1 to 8 random bytes, inspects, and puts them back; a crash of the parser fails the test by itself. */
async function mutate(content: Buffer, times: number): Promise<Outcome> {
  const outcome: Outcome = { refused: 0, harmless: 0, changed: [] };
  const changes = draw(content.length, times);
  const lanes = Array.from({ length: LANES }, (_, lane) =>
    changes.filter((_change, index) => index % LANES === lane),
  );
  await Promise.all(lanes.map((lane) => withFile(content, (path) => judge(path, content, lane, outcome))));
  return outcome;
}

async function judge(path: string, content: Buffer, changes: Change[], outcome: Outcome): Promise<void> {
  const before = await inspectApk(path);
  const original = await contentOf(path, before);
  const same = (one: unknown, two: unknown): boolean => JSON.stringify(one) === JSON.stringify(two);
  const file = await open(path, 'r+');
  try {
    for (const change of changes) {
      for (const { at, mask } of change)
        await file.write(Buffer.from([content.readUInt8(at) ^ mask]), 0, 1, at);
      if ((await verdictOf(inspectApk(path))) !== 'accepted') outcome.refused += 1;
      else {
        const now = await inspectApk(path);
        if (same(await contentOf(path, now), original) && same(now, before)) outcome.harmless += 1;
        else outcome.changed.push(change.map(({ at }) => at).join());
      }
      for (const { at } of change) await file.write(content, at, 1, at);
    }
  } finally {
    await file.close();
  }
}

describe(`random changes of bytes (seed ${SEED})`, () => {
  const written = [
    ['a written package with v2', () => v2({ entries: [{ name: 'classes.dex', content: text }] }), 2_000],
    ['a written package with v1', () => v1({ manifest: old, v1: [signer] }), 2_000],
  ] as const;
  const real = present
    ? ([
        ['v2.only.sig_2.apk', published('v2.only.sig_2.apk'), 6_000],
        ['v1.v2.sig_1020.apk', published('v1.v2.sig_1020.apk'), 2_000],
        ['urzip-release.apk (v1)', published('urzip-release.apk'), 2_000],
      ] as const)
    : ([['io.appium.settings', appium, 200]] as const);

  it.each([...real, ...written])(
    'never pass off other content as signed, nor crash: %s',
    async (name, content, times) => {
      const { refused, harmless, changed } = await mutate(content(), times);
      process.stdout.write(
        `mutations of ${name}: ${times}, ${refused} refused, ${harmless} accepted without a change of content\n`,
      );
      expect(changed).toEqual([]);
      expect(refused + harmless).toBe(times);
      expect(refused).toBeGreaterThan(times * 0.8);
    },
    240_000,
  );
});

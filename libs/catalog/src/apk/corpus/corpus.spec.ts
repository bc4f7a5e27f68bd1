import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CORPUS } from '.';
import { APK_PROBLEMS } from '../apk-problems';
import { verdict } from '../writing/temporary-file';
import { entry, v1, v2 } from './corpus-case';

const MIB = 1024 * 1024;
const HOOK = join(__dirname, '../../../../../tools/typescript-hook.js');

interface Judged {
  verdicts: Record<string, string>;
  before: number;
  grewBy: number;
}

/** Inspects the whole corpus in one other process: a file that crashes it or that it cannot let go of fails all. */
function judge(): Judged {
  const folder = mkdtempSync(join(tmpdir(), 'portolan-corpus-'));
  try {
    CORPUS.forEach(([, , file, limits = {}], index) => {
      writeFileSync(join(folder, `${index}.apk`), typeof file === 'function' ? file() : file);
      writeFileSync(join(folder, `${index}.json`), JSON.stringify(limits));
    });
    const args = ['--require', HOOK, join(__dirname, 'judge.ts'), folder];
    return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8', timeout: 120_000 })) as Judged;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('the corpus of files that are no sound package', () => {
  let judged: Judged;
  beforeAll(() => {
    judged = judge();
    const kinds = new Set(CORPUS.map(([, what]) => what.replace(/[0-9]+ %$/, '')));
    const refused = CORPUS.filter(([code]) => code !== 'accepted').length;
    const megabytes = (bytes: number) => `${(bytes / MIB).toFixed(0)} MiB`;
    process.stdout.write(
      `corpus: ${kinds.size} kinds, ${CORPUS.length} files: ${refused} refused with ` +
        `${new Set(CORPUS.map(([code]) => code)).size - 1} codes, ${CORPUS.length - refused} accepted with a reason; memory at worst ` +
        `${megabytes(judged.grewBy)} above ${megabytes(judged.before)}\n`,
    );
  });

  CORPUS.forEach(([code, what], index) => {
    it(`${code}: ${what}`, () => expect(judged.verdicts[index]).toBe(code));
  });

  it('needs little memory, however large its files would become', () => {
    expect(judged.grewBy).toBeLessThan(128 * MIB);
  });

  it('provokes each code at least once', () => {
    const provoked = new Set(CORPUS.map(([code]) => code).filter((code) => code !== 'accepted'));
    // What a thread may cost is no matter of one file: see inspection-pool.spec.ts.
    expect([...provoked, 'apk-inspection-limit'].sort()).toEqual(Object.keys(APK_PROBLEMS).sort());
  });

  it('leaves packages alone that are merely unusual', async () => {
    const unusual = [
      entry({ name: 'a', descriptor: 'signed' }),
      entry({ name: 'b', descriptor: 'bare' }),
      entry({ name: 'c', content: Buffer.alloc(0) }),
      entry({ name: 'd/', content: Buffer.alloc(0), stored: true }),
      entry({ name: 'large', content: Buffer.alloc(3_000_000, 'x') }),
      entry({ name: 'large-stored', content: Buffer.alloc(3_000_000, 'y'), stored: true }),
    ];
    expect(await verdict(v2({ entries: unusual, lies: { comment: Buffer.from('a comment') } }))).toBe(
      'accepted',
    );
    expect(await verdict(v2({ entries: [entry({ gap: Buffer.from('signed by v2') })] }))).toBe('accepted');
    expect(await verdict(v1({ entries: unusual }))).toBe('accepted');
  });
});

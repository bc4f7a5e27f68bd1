import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** What was begun in an edit that is not committed, as far as anybody knows. */
export interface BegunEdit {
  editId: string;
  /** Where the upload goes on, a secret; null: it was not begun, or all of it arrived. */
  session: string | null;
  /** Names what the edit would do to a track, once it was told; null: not yet, and it may still be anything. */
  wish: string | null;
}

/** Letters for the file of a run that reads it. */
const TAKEN = `${process.pid}-${randomBytes(4).toString('hex')}`;

/**
 * Remembers an edit between two runs of the command, in `PORTOLAN_CACHE` or the user's cache folder: after Ctrl-C or a
 * broken connection the next run goes on behind what arrived. What a run that has not ended works in is no other run's to go on with.
 */
export class EditMemory {
  private readonly folder: string;
  private readonly file: string;

  /** @param what the store, the package, the file's hash and the track. */
  constructor(what: readonly string[], environment: NodeJS.ProcessEnv) {
    const cache = environment.XDG_CACHE_HOME || join(homedir(), '.cache');
    this.folder = environment.PORTOLAN_CACHE || join(cache, 'portolan');
    const name = createHash('sha256').update(JSON.stringify(what)).digest('hex');
    this.file = join(this.folder, `upload-${name}.json`);
  }

  /**
   * From here on it is this run's. Null where there is none, none that can be read, or where the run that keeps it goes on; of two runs that
   * ask at once one gets it.
   */
  async recall(): Promise<BegunEdit | null> {
    const kept = await read(this.file);
    if (kept === null || isRunning(kept.owner)) return null;
    const taken = `${this.file}.${TAKEN}`;
    try {
      await rename(this.file, taken);
    } catch {
      return null;
    }
    const mine = await read(taken);
    if (mine !== null && isRunning(mine.owner)) {
      // Another run took it between our two looks, and keeps it.
      await rename(taken, this.file).catch(() => undefined);
      return null;
    }
    await rm(taken, { force: true }).catch(() => undefined);
    if (mine === null) return null;
    await this.keep(mine.begun);
    return mine.begun;
  }

  /** Takes the place of what another run kept: that goes on in its own edit, and cannot be gone on with. */
  async keep(begun: BegunEdit): Promise<void> {
    try {
      await mkdir(this.folder, { recursive: true });
      await writeFile(this.file, JSON.stringify({ ...begun, owner: process.pid }), { mode: 0o600 });
    } catch {
      // Without it the next run begins anew.
    }
  }

  /** Only if it still is about this edit. */
  async forget({ editId }: BegunEdit): Promise<void> {
    const kept = await read(this.file);
    if (kept?.begun.editId === editId) await rm(this.file, { force: true }).catch(() => undefined);
  }
}

/** Null for what is not there, or is no memory. */
async function read(file: string): Promise<{ begun: BegunEdit; owner: number | null } | null> {
  try {
    const kept = JSON.parse(await readFile(file, 'utf8')) as Partial<BegunEdit> & { owner?: unknown };
    const { editId, session = null, wish = null, owner } = kept;
    const isText = (value: unknown): boolean => value === null || typeof value === 'string';
    if (typeof editId !== 'string' || !isText(session) || !isText(wish)) return null;
    return { begun: { editId, session, wish }, owner: Number.isSafeInteger(owner) ? Number(owner) : null };
  } catch {
    return null;
  }
}

/** Whether another process of this machine with this number runs; one that nobody may signal does. */
function isRunning(pid: number | null): boolean {
  if (pid === null || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

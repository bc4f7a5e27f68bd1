import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
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

/**
 * Remembers an edit between two runs of the command, in `PORTOLAN_CACHE` or the user's cache folder: after Ctrl-C or a
 * broken connection the next run goes on behind what arrived.
 */
export class EditMemory {
  private readonly folder: string;
  private readonly file: string;

  /** @param what the store, the package and the file's hash. */
  constructor(what: readonly string[], environment: NodeJS.ProcessEnv) {
    const cache = environment.XDG_CACHE_HOME || join(homedir(), '.cache');
    this.folder = environment.PORTOLAN_CACHE || join(cache, 'portolan');
    const name = createHash('sha256').update(JSON.stringify(what)).digest('hex');
    this.file = join(this.folder, `upload-${name}.json`);
  }

  /** Null where there is none, or none that can be read. */
  async recall(): Promise<BegunEdit | null> {
    try {
      const kept = JSON.parse(await readFile(this.file, 'utf8')) as Partial<BegunEdit>;
      const { editId, session = null, wish = null } = kept;
      const isText = (value: unknown): boolean => value === null || typeof value === 'string';
      return typeof editId === 'string' && isText(session) && isText(wish) ? { editId, session, wish } : null;
    } catch {
      return null;
    }
  }

  async keep(begun: BegunEdit): Promise<void> {
    try {
      await mkdir(this.folder, { recursive: true });
      await writeFile(this.file, JSON.stringify(begun), { mode: 0o600 });
    } catch {
      // Without it the next run begins anew.
    }
  }

  async forget(): Promise<void> {
    await rm(this.file, { force: true }).catch(() => undefined);
  }
}

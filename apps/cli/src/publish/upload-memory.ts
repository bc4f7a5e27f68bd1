import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** An upload that was begun: which edit it is for, and where it goes on. The address is a secret. */
export interface BegunUpload {
  editId: string;
  session: string;
}

/**
 * Remembers an upload between two runs of the command, in `PORTOLAN_CACHE` or the user's cache folder: after Ctrl-C or a
 * broken connection the next run goes on behind what arrived.
 */
export class UploadMemory {
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
  async recall(): Promise<BegunUpload | null> {
    try {
      const { editId, session } = JSON.parse(await readFile(this.file, 'utf8')) as Partial<BegunUpload>;
      return typeof editId === 'string' && typeof session === 'string' ? { editId, session } : null;
    } catch {
      return null;
    }
  }

  async keep(upload: BegunUpload): Promise<void> {
    try {
      await mkdir(this.folder, { recursive: true });
      await writeFile(this.file, JSON.stringify(upload), { mode: 0o600 });
    } catch {
      // Without it the next run begins anew.
    }
  }

  async forget(): Promise<void> {
    await rm(this.file, { force: true }).catch(() => undefined);
  }
}

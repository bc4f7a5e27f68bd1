import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Snapshot } from './snapshot';

const DEBOUNCE_MS = 100;

/** Keeps a snapshot in a file: written aside and renamed, so that a reader never sees half of it. */
export class StateFile {
  private timer: NodeJS.Timeout | undefined;
  private source: (() => Snapshot) | undefined;

  constructor(private readonly path: string) {}

  /**
   * @returns what an earlier sandbox has left, if anything
   * @throws Error for a file that is not a state file of this version
   */
  load(): Snapshot | undefined {
    if (!existsSync(this.path)) return undefined;
    let parsed: unknown;
    try {
      parsed = JSON.parse(readFileSync(this.path, 'utf8'));
    } catch (error) {
      throw new Error(`The Stripe sandbox cannot read its state file ${this.path}`, { cause: error });
    }
    if (typeof parsed !== 'object' || parsed === null || !('version' in parsed) || parsed.version !== 1) {
      throw new Error(
        `${this.path} is not a state file of this Stripe sandbox; move it away to start afresh`,
      );
    }
    return parsed as Snapshot;
  }

  /** Writes soon; changes in quick succession are written once. */
  changed(snapshot: () => Snapshot): void {
    this.source = snapshot;
    this.timer ??= setTimeout(() => this.flush(), DEBOUNCE_MS).unref();
  }

  /** Writes now what has not been written yet. */
  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (!this.source) return;
    const text = JSON.stringify(this.source());
    this.source = undefined;
    mkdirSync(dirname(this.path), { recursive: true });
    const aside = `${this.path}.${process.pid}.tmp`;
    try {
      writeFileSync(aside, text, { mode: 0o600 });
      renameSync(aside, this.path);
    } finally {
      rmSync(aside, { force: true });
    }
  }
}

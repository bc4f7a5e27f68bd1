import { createWriteStream, type WriteStream } from 'node:fs';
import { once } from 'node:events';

/** One line of the report: what was refused, or taken otherwise than it stood there. */
export interface ReportLine {
  number: number;
  packageName: string | null;
  outcome: 'refused' | 'noted';
  code: string;
  detail: string;
}

/** Written while the import runs, one JSON object a line, and counted for the summary. */
export class ImportReport {
  private readonly counts = new Map<string, number>();
  private readonly file: WriteStream;

  /** @param append to go on with the report of a run that was interrupted. */
  constructor(
    readonly path: string,
    append: boolean,
  ) {
    this.file = createWriteStream(path, { flags: append ? 'a' : 'w' });
  }

  /** Resolves when the file can be written. @throws Error of the file system. */
  async open(): Promise<void> {
    if (this.file.pending) await once(this.file, 'open');
  }

  add(line: ReportLine): void {
    const key = `${line.outcome} ${line.code}`;
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
    this.file.write(`${JSON.stringify(line)}\n`);
  }

  /** `refused name-missing` -> how often, most first. */
  summary(): [string, number][] {
    return [...this.counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  }

  async close(): Promise<void> {
    this.file.end();
    await once(this.file, 'close');
  }
}

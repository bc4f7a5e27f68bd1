import { type ApkLimits, HARMLESS_INFLATED_BYTES } from '../apk-limits';
import { ApkRejected } from '../apk-problems';
import { parseCentralDirectory } from './central-directory';
import type { EndOfCentralDirectory } from './end-of-central-directory';
import { layOutEntries, type Gap, type LocatedEntry } from './entry-layout';
import type { RandomAccessFile } from './random-access-file';
import { readEntry, streamEntry } from './read-entry';

/** A ZIP archive whose structure has been checked: every reader of it sees the same entries. */
export class Archive {
  private readonly byName: Map<string, LocatedEntry>;

  private constructor(
    readonly file: RandomAccessFile,
    readonly end: EndOfCentralDirectory,
    /** In the order of the file. */
    readonly entries: LocatedEntry[],
    readonly gaps: Gap[],
  ) {
    this.byName = new Map(entries.map((entry) => [entry.name, entry]));
  }

  /** `entriesEnd` is the central directory, or a signing block in front of it. */
  static async open(
    file: RandomAccessFile,
    end: EndOfCentralDirectory,
    entriesEnd: number,
    limits: ApkLimits,
  ): Promise<Archive> {
    if (end.directoryBytes > limits.centralDirectoryBytes) {
      throw new ApkRejected('apk-limit-exceeded', `a central directory of ${end.directoryBytes} bytes`);
    }
    const directory = await file.read(end.directoryOffset, end.directoryBytes);
    const listed = parseCentralDirectory(directory, end.entries, limits);
    await expectEntryAtStart(file, end);
    const { entries, gaps } = await layOutEntries(file, listed, entriesEnd);
    expectSaneRatio(entries, file.size, limits);
    return new Archive(file, end, entries, gaps);
  }

  find(name: string): LocatedEntry | undefined {
    return this.byName.get(name);
  }

  /** The inflated content, verified against its size and checksum; at most `limit` bytes. */
  read(entry: LocatedEntry, limit: number): Promise<Buffer> {
    return readEntry(this.file, entry, limit);
  }

  /** The same in pieces, for content of any size. A piece is only valid during the call. */
  stream(entry: LocatedEntry, consume: (piece: Buffer) => void): Promise<void> {
    return streamEntry(this.file, entry, consume);
  }
}

/** Old Android ran a DEX file that stood in front of the entries of a signed package (the Janus hole). */
async function expectEntryAtStart(file: RandomAccessFile, end: EndOfCentralDirectory): Promise<void> {
  if (end.entries === 0) return;
  const start = await file.read(0, 4);
  if (start.toString('latin1') === 'PK\x03\x04') return;
  throw new ApkRejected('apk-zip-prefixed', `the file begins with ${start.toString('hex')}`);
}

function expectSaneRatio(entries: LocatedEntry[], fileBytes: number, limits: ApkLimits): void {
  const inflated = entries.reduce((sum, entry) => sum + entry.inflatedBytes, 0);
  if (inflated <= Math.max(HARMLESS_INFLATED_BYTES, fileBytes * limits.inflationRatio)) return;
  throw new ApkRejected('apk-zip-bomb', `${fileBytes} bytes inflate to ${inflated}`);
}

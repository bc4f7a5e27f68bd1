import type { Readable } from 'node:stream';

/** What the store knows of a stored file. */
export interface StoredFile {
  key: string;
  sizeBytes: number;
}

/** A file being received: outside the store's keys until it is kept. */
export interface IncomingFile {
  /** Where the bytes lie on the local disk while they are looked at. */
  path: string;
  sizeBytes: number;
  /** SHA-256 of the bytes, lower-case hex. */
  sha256: string;
}

/** A half-open byte range `[start, end)`. */
export interface ByteRange {
  start: number;
  end: number;
}

/** Large files by key. Keys are made of `[a-z0-9/._-]`; content-addressed keys (`sha256/ab/cd...`) are never written twice. */
export abstract class FileStore {
  /**
   * Takes a stream in, hashing while it is written; never holds more than a chunk in memory.
   * Whoever calls it ends with `keep` or `discard`.
   * @throws DomainError `file-too-large` past `maxBytes`, `upload-interrupted` if the stream breaks; nothing is left behind.
   */
  abstract receive(stream: Readable, maxBytes: number): Promise<IncomingFile>;
  /** Moves a received file under its content address and returns the key. Keeping what is there already is no error. */
  abstract keep(incoming: IncomingFile): Promise<string>;
  /**
   * Moves a received file under a key that nothing else has, for files that are to be removed one day: what lies under its content
   * address may belong to others, too.
   */
  abstract keepAs(incoming: IncomingFile, key: string): Promise<void>;
  /** Removes a file that was kept by `keepAs`; who reads it just now reads on. Removing what is not there is no error. */
  abstract remove(key: string): Promise<void>;
  /** Forgets a received file. Forgetting what has been kept or forgotten is no error. */
  abstract discard(incoming: IncomingFile): Promise<void>;
  /** The file's size, or null if there is none. */
  abstract stat(key: string): Promise<StoredFile | null>;
  /** Streams the file or a range of it. */
  abstract read(key: string, range?: ByteRange): Promise<Readable>;
}

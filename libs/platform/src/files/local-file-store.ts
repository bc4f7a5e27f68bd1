import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DomainError } from '../errors/domain-error';
import { Ids } from '../ids/ids';
import { FileStore, type ByteRange, type IncomingFile, type StoredFile } from './file-store';

/** Files in a local folder: `incoming/` while they are received, `sha256/xx/yy/<hash>` once kept, or under a key of their own. */
@Injectable()
export class LocalFileStore extends FileStore {
  constructor(
    private readonly root: string,
    private readonly ids: Ids,
  ) {
    super();
  }

  override async receive(stream: Readable, maxBytes: number): Promise<IncomingFile> {
    // One that breaks before it is read must not end the process; the pipeline below finds it broken.
    stream.on('error', () => undefined);
    const folder = join(this.root, 'incoming');
    await mkdir(folder, { recursive: true });
    const path = join(folder, this.ids.next());
    const hash = createHash('sha256');
    let sizeBytes = 0;
    const measure = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        sizeBytes += chunk.length;
        if (sizeBytes > maxBytes) {
          done(new DomainError('too-large', 'file-too-large', `The file is larger than ${maxBytes} bytes.`));
          return;
        }
        hash.update(chunk);
        done(null, chunk);
      },
    });
    const target = createWriteStream(path, { flags: 'wx' });
    try {
      await pipeline(stream, measure, target);
    } catch (error) {
      // A stream that breaks at once fails before the file is opened: removed too early, it would appear afterwards.
      if (!target.closed) await new Promise<void>((resolve) => target.once('close', () => resolve()));
      await rm(path, { force: true });
      if (error instanceof DomainError) throw error;
      throw new DomainError(
        'malformed',
        'upload-interrupted',
        'The upload ended before the whole file had arrived.',
        { cause: error },
      );
    }
    return { path, sizeBytes, sha256: hash.digest('hex') };
  }

  override async keep(incoming: IncomingFile): Promise<string> {
    const { sha256 } = incoming;
    const folder = join('sha256', sha256.slice(0, 2), sha256.slice(2, 4));
    const key = join(folder, sha256);
    await mkdir(join(this.root, folder), { recursive: true });
    // A rename inside one file system is atomic: a reader sees the whole file or none.
    await rename(incoming.path, join(this.root, key));
    return key;
  }

  override async keepAs(incoming: IncomingFile, key: string): Promise<void> {
    const path = this.ownPathOf(key);
    await mkdir(dirname(path), { recursive: true });
    await rename(incoming.path, path);
  }

  override async remove(key: string): Promise<void> {
    await rm(this.ownPathOf(key), { force: true });
  }

  override async discard(incoming: IncomingFile): Promise<void> {
    await rm(incoming.path, { force: true });
  }

  override async stat(key: string): Promise<StoredFile | null> {
    try {
      const { size } = await stat(this.pathOf(key));
      return { key, sizeBytes: size };
    } catch {
      return null;
    }
  }

  override async read(key: string, range?: ByteRange): Promise<Readable> {
    const path = this.pathOf(key);
    await stat(path);
    // Node's `end` is inclusive, ours is not.
    return createReadStream(path, range === undefined ? {} : { start: range.start, end: range.end - 1 });
  }

  /** Of a key that is no content address. */
  private ownPathOf(key: string): string {
    if (/^(sha256|incoming)(\/|$)/.test(key)) throw new Error(`not a key of one file alone: ${key}`);
    return this.pathOf(key);
  }

  private pathOf(key: string): string {
    if (!/^[a-z0-9][a-z0-9/._-]*$/.test(key) || key.includes('..'))
      throw new Error(`unsafe file key: ${key}`);
    return join(this.root, key);
  }
}

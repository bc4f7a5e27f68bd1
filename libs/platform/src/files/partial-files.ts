import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DomainError } from '../errors/domain-error';

/**
 * Files that arrive in pieces, perhaps over days, in a folder beside the store. Several machines need a shared one. Ids are made
 * of `[a-z0-9-]`.
 */
export class PartialFiles {
  private readonly busy = new Set<string>();

  constructor(private readonly root: string) {}

  /** Bytes that have arrived; 0 before the first. */
  async sizeOf(id: string): Promise<number> {
    const found = await stat(this.pathOf(id)).catch(() => null);
    return found?.size ?? 0;
  }

  /**
   * Adds what a stream brings to the end. What arrived before it broke stays: that is what the next piece goes on from.
   * @returns the bytes that have arrived in all.
   * @throws DomainError `upload-busy` (conflict) while another piece arrives, `file-too-large` past `maxBytes`.
   */
  async append(id: string, stream: Readable, maxBytes: number): Promise<number> {
    stream.on('error', () => undefined);
    if (this.busy.has(id))
      throw new DomainError('conflict', 'upload-busy', 'Another part of this upload is arriving just now.');
    this.busy.add(id);
    try {
      await mkdir(this.root, { recursive: true });
      let size = await this.sizeOf(id);
      const measure = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          size += chunk.length;
          if (size > maxBytes)
            done(
              new DomainError('too-large', 'file-too-large', `The file is larger than ${maxBytes} bytes.`),
            );
          else done(null, chunk);
        },
      });
      const target = createWriteStream(this.pathOf(id), { flags: 'a' });
      try {
        await pipeline(stream, measure, target);
      } catch (error) {
        if (!target.closed) await new Promise<void>((resolve) => target.once('close', () => resolve()));
        if (error instanceof DomainError) throw error;
      }
      return await this.sizeOf(id);
    } finally {
      this.busy.delete(id);
    }
  }

  read(id: string): Readable {
    return createReadStream(this.pathOf(id));
  }

  /** Forgetting what is not there is no error. */
  async remove(id: string): Promise<void> {
    await rm(this.pathOf(id), { force: true });
  }

  private pathOf(id: string): string {
    if (!/^[a-z0-9-]{1,80}$/.test(id)) throw new Error(`unsafe id of a partial file: ${id}`);
    return join(this.root, id);
  }
}

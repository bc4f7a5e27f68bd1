import { open, type FileHandle } from 'node:fs/promises';
import { ApkRejected } from '../apk-problems';

/** A file that is read in pieces and is never whole in memory. */
export class RandomAccessFile {
  private constructor(
    private readonly handle: FileHandle,
    readonly size: number,
  ) {}

  static async open(path: string): Promise<RandomAccessFile> {
    const handle = await open(path, 'r');
    try {
      const stat = await handle.stat();
      if (!stat.isFile()) throw new ApkRejected('apk-not-a-zip', 'not a regular file');
      return new RandomAccessFile(handle, stat.size);
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** Exactly `length` bytes from `offset`; refused when the file does not have them. */
  async read(offset: number, length: number): Promise<Buffer> {
    if (offset < 0 || length < 0 || offset + length > this.size) {
      throw new ApkRejected('apk-truncated', `${length} bytes at offset ${offset} of a file of ${this.size}`);
    }
    const buffer = Buffer.allocUnsafe(length);
    await this.readInto(buffer, offset);
    return buffer;
  }

  /** Fills the buffer from `offset`; for callers that keep one buffer for many reads. */
  async readInto(buffer: Buffer, offset: number): Promise<void> {
    let filled = 0;
    while (filled < buffer.length) {
      const { bytesRead } = await this.handle.read(buffer, filled, buffer.length - filled, offset + filled);
      if (bytesRead === 0)
        throw new ApkRejected('apk-truncated', 'the file became shorter while it was read');
      filled += bytesRead;
    }
  }

  close(): Promise<void> {
    return this.handle.close();
  }
}

import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { PartialFiles } from './partial-files';

describe('files that arrive in pieces', () => {
  let root: string;
  let files: PartialFiles;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'portolan-partial-'));
    files = new PartialFiles(join(root, 'partial'));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  it('grow by each piece and are read as a whole', async () => {
    expect(await files.sizeOf('a')).toBe(0);
    expect(await files.append('a', Readable.from([Buffer.from('hello ')]), 100)).toBe(6);
    expect(await files.append('a', Readable.from([Buffer.from('world')]), 100)).toBe(11);
    expect(await text(files.read('a'))).toBe('hello world');
    await files.remove('a');
    await files.remove('a');
    expect(await files.sizeOf('a')).toBe(0);
  });

  it('keep what arrived before a piece broke off', async () => {
    const broken = new PassThrough();
    broken.write('half');
    const appended = files.append('a', broken, 100);
    await new Promise((resolve) => setTimeout(resolve, 50));
    broken.destroy(new Error('connection reset'));
    expect(await appended).toBe(4);
    expect(await files.append('a', Readable.from([Buffer.from(' more')]), 100)).toBe(9);
    expect(await text(files.read('a'))).toBe('half more');
  });

  it('take one piece at a time', async () => {
    const slow = new PassThrough();
    const first = files.append('a', slow, 100);
    await expect(files.append('a', Readable.from([Buffer.from('x')]), 100)).rejects.toMatchObject({
      code: 'upload-busy',
    });
    slow.end('done');
    expect(await first).toBe(4);
  });

  it('are refused past their limit, and outside of their folder', async () => {
    await expect(files.append('a', Readable.from([Buffer.alloc(101)]), 100)).rejects.toMatchObject({
      code: 'file-too-large',
    });
    await expect(files.append('../a', Readable.from([Buffer.alloc(1)]), 100)).rejects.toThrow('unsafe');
    expect(await readdir(root)).toEqual(['partial']);
  });
});

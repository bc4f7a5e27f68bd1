import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { RandomIds } from '../ids/ids';
import { LocalFileStore } from './local-file-store';

describe('the local file store', () => {
  let root: string;
  let store: LocalFileStore;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'portolan-store-'));
    store = new LocalFileStore(root, new RandomIds());
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  const incoming = async (): Promise<string[]> => readdir(join(root, 'incoming')).catch(() => []);

  it('hashes while it receives, keeps by content and serves ranges', async () => {
    const file = await store.receive(Readable.from([Buffer.from('hello '), Buffer.from('world')]), 100);
    expect(file).toMatchObject({
      sizeBytes: 11,
      sha256: createHash('sha256').update('hello world').digest('hex'),
    });
    const key = await store.keep(file);
    expect(await store.stat(key)).toEqual({ key, sizeBytes: 11 });
    expect(await text(await store.read(key))).toBe('hello world');
    expect(await text(await store.read(key, { start: 6, end: 9 }))).toBe('wor');
    expect(await incoming()).toEqual([]);
  });

  it('keeps under a key of its own what may be removed, and removes nothing that has a content address', async () => {
    const once = await store.receive(Readable.from([Buffer.from('twice')]), 100);
    const key = await store.keep(once);
    const again = await store.receive(Readable.from([Buffer.from('twice')]), 100);
    await store.keepAs(again, 'shared/one');
    expect(await text(await store.read('shared/one'))).toBe('twice');
    expect(await incoming()).toEqual([]);
    await store.remove('shared/one');
    await store.remove('shared/one');
    expect([await store.stat('shared/one'), await store.stat(key)]).toEqual([null, { key, sizeBytes: 5 }]);
    await expect(store.remove(key)).rejects.toThrow('not a key of one file alone');
    await expect(store.remove('shared/../sha256')).rejects.toThrow('unsafe file key');
  });

  it('leaves nothing behind when a file is too large', async () => {
    await expect(
      store.receive(Readable.from([Buffer.alloc(60), Buffer.alloc(60)]), 100),
    ).rejects.toMatchObject({ code: 'file-too-large' });
    expect(await incoming()).toEqual([]);
  });

  it('leaves nothing behind when the stream breaks', async () => {
    const broken = new Readable({
      read() {
        this.push(Buffer.alloc(10));
        this.destroy(new Error('connection reset'));
      },
    });
    await expect(store.receive(broken, 100)).rejects.toMatchObject({ code: 'upload-interrupted' });
    expect(await incoming()).toEqual([]);
  });

  it('leaves nothing behind when the stream is broken before the file is there', async () => {
    for (let i = 0; i < 50; i += 1) {
      const broken = new Readable({ read: () => undefined });
      const received = store.receive(broken, 100);
      setImmediate(() => broken.destroy(new Error('connection reset')));
      await expect(received).rejects.toMatchObject({ code: 'upload-interrupted' });
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await incoming()).toEqual([]);
  });

  it('does not follow a key out of its folder', async () => {
    for (const key of ['../secret', '/etc/passwd', 'sha256/../../x']) {
      await expect(store.read(key)).rejects.toThrow('unsafe file key');
    }
  });
});

import { KNOWN_TRACKERS } from '@portolan/catalog';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError } from './config';
import { readTrackers } from './read-trackers';

describe('the file of trackers', () => {
  const folder = mkdtempSync(join(tmpdir(), 'portolan-trackers-'));
  const path = join(folder, 'trackers.json');
  afterAll(() => rmSync(folder, { recursive: true }));
  const reading = (content: string) => {
    writeFileSync(path, content);
    return readTrackers(path);
  };
  const spy = { id: 'spy', name: 'Spy', purpose: 'location', packages: ['org.spy', 'com.spy.sdk'] };

  it('takes the place of the list that is built in', () => {
    expect(readTrackers(undefined)).toBe(KNOWN_TRACKERS);
    expect(reading(JSON.stringify([spy]))).toEqual([spy]);
    expect(reading(JSON.stringify(KNOWN_TRACKERS))).toEqual(KNOWN_TRACKERS);
    expect(reading('[]')).toEqual([]);
  });

  it('is refused with what is wrong with it', () => {
    const faults: [string, RegExp][] = [
      ['{', /TRACKERS_FILE: .*trackers.json/],
      ['{}', /array/],
      [JSON.stringify([spy, spy]), /twice/],
      [JSON.stringify([{ ...spy, purpose: 'fun' }]), /0\.purpose/],
      [JSON.stringify([{ ...spy, packages: ['spy'] }]), /0\.packages\.0/],
      [JSON.stringify([{ ...spy, url: 'x' }]), /url/],
      [' '.repeat(1024 ** 2 + 1), /larger/],
    ];
    for (const [content, why] of faults) {
      expect(() => reading(content)).toThrow(ConfigError);
      expect(() => reading(content)).toThrow(why);
    }
    expect(() => readTrackers(join(folder, 'none.json'))).toThrow(/ENOENT/);
  });
});

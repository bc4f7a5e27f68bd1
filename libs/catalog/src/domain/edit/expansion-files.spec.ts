import {
  type ExpansionFile,
  expansionFileName,
  expansionKey,
  expansionOf,
  readExpansionKey,
} from './expansion-files';

const file = (id: string, versionCode: number): ExpansionFile => ({
  ...{ id, versionCode, type: 'main', sha256: '0'.repeat(64), sizeBytes: 1 },
});

describe('the file that a package goes with', () => {
  const old = file('old', 1);
  const fresh = file('fresh', 3);
  const current = new Map([
    [expansionKey(1, 'main'), old],
    [expansionKey(2, 'main'), old],
  ]);
  const uploaded = new Map([['fresh', fresh]]);
  const of = (versionCode: number, wanted = {}) =>
    expansionOf({ versionCode, type: 'main' }, wanted, current, uploaded);

  it('is the one that it has, unless the edit says otherwise', () => {
    expect([of(1), of(2), of(3)]).toEqual([old, old, null]);
    expect(of(3, { '3 main': { fileId: 'fresh' } })).toBe(fresh);
    expect(of(3, { '3 patch': { fileId: 'fresh' } })).toBeNull();
    expect(of(3, { '3 main': { fileId: 'of another edit' } })).toBeNull();
  });

  it('is the one of the version that it references, through others and as the edit changes them', () => {
    expect(of(3, { '3 main': { referencesVersion: 2 } })).toBe(old);
    const wanted = { '3 main': { fileId: 'fresh' }, '2 main': { referencesVersion: 3 } };
    expect(of(4, { ...wanted, '4 main': { referencesVersion: 2 } })).toBe(fresh);
  });

  it('is none where versions reference themselves, each other, or nothing', () => {
    expect(of(1, { '1 main': { referencesVersion: 1 } })).toBeNull();
    expect(of(1, { '1 main': { referencesVersion: 2 }, '2 main': { referencesVersion: 1 } })).toBeNull();
    expect(of(1, { '1 main': { referencesVersion: 9 } })).toBeNull();
  });

  it('is called by the package that it was uploaded for', () => {
    expect(expansionFileName(old, 'org.example.app')).toBe('main.1.org.example.app.obb');
    expect(readExpansionKey(expansionKey(25, 'patch'))).toEqual({ versionCode: 25, type: 'patch' });
  });
});

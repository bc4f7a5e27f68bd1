import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../..');
const page = readFileSync(join(root, 'docs/proofs.md'), 'utf8');
const rows = [
  ...page.matchAll(/^\| (?<law>[^|]+) \| (?<test>[^|]+) \| (?<where>[DT])\/(?<file>\S+) \|$/gm),
].map(({ groups = {} }) => ({
  law: groups['law'] ?? '',
  test: groups['test'] ?? '',
  file: join(root, groups['where'] === 'D' ? 'libs/regions/src/domain' : 'test', groups['file'] ?? ''),
}));

describe('docs/proofs.md', () => {
  it.each(rows.map(({ law, ...row }) => [law, row] as const))('%s', (_, { test, file }) => {
    expect(readFileSync(file, 'utf8')).toContain(test);
  });

  it('names every law and hard case that it has a line for', () => {
    const lines = page.split('\n').filter((line) => /^\| .*\.spec\.ts \|$/.test(line));
    expect(rows).toHaveLength(lines.length);
    expect(rows.length).toBeGreaterThan(30);
  });
});

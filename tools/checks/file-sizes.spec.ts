import { findOversized } from './file-sizes';

describe('file sizes', () => {
  it('names a source over 250 lines and a test over 400', () => {
    const lines: Record<string, number> = {
      'libs/a/src/big.ts': 251,
      'libs/a/src/fine.ts': 250,
      'test/e2e/long.spec.ts': 401,
      'docs/x.md': 9_999,
    };
    const faults = findOversized(Object.keys(lines), (file) => lines[file] ?? 0);
    expect(faults).toEqual([
      'libs/a/src/big.ts: 251 lines, 250 at most',
      'test/e2e/long.spec.ts: 401 lines, 400 at most',
    ]);
  });

  it('names a folder with more than 12 sources, specs not counted', () => {
    const files = Array.from({ length: 13 }, (_, i) => [
      `libs/a/src/f${i}.ts`,
      `libs/b/src/f${i}.spec.ts`,
    ]).flat();
    expect(findOversized(files, () => 1)).toEqual(['libs/a/src/: 13 files, 12 at most']);
  });
});

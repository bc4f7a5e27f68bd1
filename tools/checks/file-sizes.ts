import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** A room that is too large to be understood at a glance is two rooms. */
const MOST_LINES = { source: 250, test: 400 };
const MOST_FILES_IN_A_FOLDER = 12;

/** Faults of size in the files that git knows or would know. */
export function findOversized(files: readonly string[], linesOf: (file: string) => number): string[] {
  const sources = files.filter((file) => /^(apps|libs|tools|test)\/.*\.(ts|js|cjs|mjs)$/.test(file));
  const isTest = (file: string): boolean => file.startsWith('test/') || file.endsWith('.spec.ts');
  const long = sources
    .map((file) => ({ file, lines: linesOf(file), most: isTest(file) ? MOST_LINES.test : MOST_LINES.source }))
    .filter(({ lines, most }) => lines > most)
    .map(({ file, lines, most }) => `${file}: ${lines} lines, ${most} at most`);
  const folders = new Map<string, number>();
  for (const file of sources.filter((name) => !isTest(name))) {
    folders.set(dirname(file), (folders.get(dirname(file)) ?? 0) + 1);
  }
  const full = [...folders]
    .filter(([, count]) => count > MOST_FILES_IN_A_FOLDER)
    .map(([folder, count]) => `${folder}/: ${count} files, ${MOST_FILES_IN_A_FOLDER} at most`);
  return [...long, ...full];
}

/** Every file of the work tree, whether committed or not, that git does not ignore. */
export function projectFiles(): string[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    encoding: 'utf8',
  });
  return listed.split('\n').filter((file) => file !== '' && existsSync(file));
}

export function countLines(file: string): number {
  return readFileSync(file, 'utf8').split('\n').length - 1;
}

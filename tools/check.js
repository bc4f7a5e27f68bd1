/**
 * `npm run check`: everything that can be said of the project without running its tests. All checks run, so that
 * one visit shows all faults. Plain JavaScript, because it also builds the TypeScript that later checks need.
 */
const { spawn } = require('node:child_process');

/** In the order in which they are taken, two at a time: linting takes as long as nearly all of the others together. */
const CHECKS = [
  [
    'lint',
    'eslint',
    ['--cache', '--cache-location', 'node_modules/.cache/eslint/', '--max-warnings', '0', '.'],
  ],
  [
    'build',
    'swc',
    ['apps', 'libs', 'tools', 'test/bench', '-d', 'dist', '--quiet', '--ignore', '**/*.spec.ts'],
  ],
  ['types', 'tsc', ['--noEmit', '-p', '.']],
  ['formatting', 'prettier', ['--check', '--log-level', 'warn', '.']],
  ['architecture', 'depcruise', ['apps', 'libs', 'tools', 'test']],
  ['file sizes', 'node', ['dist/tools/checks/check-sizes.js']],
  ['schema and OpenAPI drift', 'node', ['dist/tools/checks/drift.js']],
];
/** These read what the build has written. */
const AFTER_BUILD = new Set(['file sizes', 'schema and OpenAPI drift']);

function run([title, command, args]) {
  return new Promise((resolve) => {
    const started = Date.now();
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: process.env });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => resolve({ ok: false, title, output: String(error) }));
    child.on('close', (code) => {
      const ok = code === 0;
      console.log(`${ok ? 'ok  ' : 'FAIL'} ${title} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
      if (!ok) console.log(output);
      resolve({ ok, title });
    });
  });
}

/** The machine that runs this in CI has two cores. */
async function runAll() {
  const waiting = [...CHECKS];
  const results = [];
  let built;
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [title] = next;
      if (AFTER_BUILD.has(title)) await built;
      const running = run(next);
      if (title === 'build') built = running;
      results.push(await running);
    }
  };
  await Promise.all([worker(), worker()]);
  return results;
}

async function main() {
  const failed = (await runAll()).filter((result) => !result.ok);
  if (failed.length > 0)
    console.log(`${failed.length} check(s) failed: ${failed.map((result) => result.title).join(', ')}`);
  process.exit(failed.length === 0 ? 0 : 1);
}

void main();

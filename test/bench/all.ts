import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/**
 * `npm run bench`: every benchmark beside this file, or the named ones (`-- regions feed`), one after the other, each in a process of
 * its own; numbers (`-- regions 10000`) are the counts of items to take. The last line is one `RESULT` with those of all of them.
 */
const MARK = 'RESULT ';
const given = process.argv.slice(2);
const sizes = given.filter((word) => Number(word) > 0);
const wanted = given.filter((word) => !sizes.includes(word));
const benches = readdirSync(__dirname)
  .filter((file) => file.endsWith('.bench.js'))
  .map((file) => file.replace('.bench.js', ''))
  .filter((name) => wanted.length === 0 || wanted.includes(name));

/** Prints what it prints, and answers what its last line says; `null`: it failed before. */
async function run(name: string): Promise<unknown> {
  console.log(`\n== ${name}`);
  const child = spawn(process.execPath, ['--expose-gc', join(__dirname, `${name}.bench.js`), ...sizes], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  let result: unknown = null;
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith(MARK)) result = JSON.parse(line.slice(MARK.length));
    else console.log(line);
  }
  const status = await ended;
  if (status === 0 && result !== null) return result;
  console.log(`${name} ended with ${String(status)}.`);
  process.exitCode = 1;
  return { bench: name, failed: true };
}

async function main(): Promise<void> {
  const unknown = wanted.filter((name) => !benches.includes(name));
  if (unknown.length > 0) throw new Error(`There is no benchmark ${unknown.join(', ')}.`);
  const results: unknown[] = [];
  for (const name of benches) results.push(await run(name));
  console.log(`${MARK}${JSON.stringify({ benches: results })}`);
}

void main();

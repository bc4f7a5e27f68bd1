import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** `npm run bench`: every benchmark beside this file, one after the other, each in a process of its own. */
const benches = readdirSync(__dirname).filter((file) => file.endsWith('.bench.js'));
for (const file of benches) {
  process.stdout.write(`\n== ${file.replace('.bench.js', '')}\n`);
  const { status } = spawnSync(process.execPath, ['--expose-gc', join(__dirname, file)], {
    stdio: 'inherit',
  });
  if (status !== 0) process.exitCode = 1;
}

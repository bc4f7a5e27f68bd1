import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ApkLimits } from '../apk-limits';
import { inspectApk } from '../inspect-apk';
import { verdictOf } from '../writing/temporary-file';

/**
 * A process of its own that inspects every `<n>.apk` of a folder, under the limits of `<n>.json`, and prints the verdicts,
 * what it needed before and how much more at the worst moment, in bytes.
 */
async function judge(folder: string): Promise<void> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.apk'));
  const limitsOf = (file: string): Partial<ApkLimits> =>
    JSON.parse(readFileSync(join(folder, file.replace('.apk', '.json')), 'utf8')) as Partial<ApkLimits>;
  const verdicts: Record<string, string> = {};
  forgetHighWaterMark();
  const before = process.memoryUsage().rss;
  for (const file of files)
    verdicts[file.replace('.apk', '')] = await verdictOf(inspectApk(join(folder, file), limitsOf(file)));
  process.stdout.write(JSON.stringify({ verdicts, before, grewBy: highWaterMark() - before }));
}

/** Compiling this file needed more than inspecting will. Only Linux can forget; elsewhere growth is understated. */
function forgetHighWaterMark(): void {
  if (process.platform === 'linux') writeFileSync('/proc/self/clear_refs', '5');
}

function highWaterMark(): number {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS * 1024;
  return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) * 1024;
}

void judge(process.argv[2] ?? '');

import type { ApkLimits } from '../apk-limits';
import type { ApkCode } from '../apk-report';
import type { Archive } from '../zip/archive';
import { classesOfDex, DexMalformed } from './dex-classes';
import { type Tracker, TrackerIndex } from './known-trackers';

/** What Android runs; code that a package loads by itself from elsewhere is not looked at. */
const DEX = /^classes(?:[1-9]\d{0,4})?\.dex$/;

/**
 * Looks for trackers in the classes of a package, one DEX file after the other. What cannot be read is no reason to refuse
 * the package, and the report says so: a reviewer decides.
 */
export async function readCode(
  archive: Archive,
  limits: ApkLimits,
  trackers: readonly Tracker[],
): Promise<ApkCode> {
  const index = new TrackerIndex(trackers);
  const entries = archive.entries.filter(({ name }) => DEX.test(name));
  const found = new Map<string, Tracker>();
  let unread: string | null = null;
  let left = limits.dexBytes;
  for (const entry of entries.slice(0, limits.dexFiles)) {
    if (entry.inflatedBytes > Math.min(left, limits.dexFileBytes)) {
      unread ??= `${entry.name} is too large`;
      continue;
    }
    left -= entry.inflatedBytes;
    try {
      for (const name of classesOfDex(await archive.read(entry, limits.dexFileBytes))) {
        const tracker = index.of(name);
        if (tracker !== null) found.set(tracker.id, tracker);
      }
    } catch (error) {
      if (!(error instanceof DexMalformed)) throw error;
      unread ??= `${entry.name} ${error.message}`;
    }
  }
  if (entries.length > limits.dexFiles) unread ??= `${entries.length} DEX files`;
  const sorted = [...found.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  return { trackers: sorted.map(({ id, name, purpose }) => ({ id, name, purpose })), unread };
}

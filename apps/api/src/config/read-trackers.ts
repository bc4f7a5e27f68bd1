import { KNOWN_TRACKERS, type Tracker, TRACKER_PURPOSES } from '@portolan/catalog';
import { readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import { ConfigError } from './config';

const MOST_BYTES = 1024 ** 2;
const JAVA_PACKAGE = /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)+$/;

const trackersFile = z
  .array(
    z.strictObject({
      id: z
        .string()
        .max(60)
        .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
      name: z.string().min(1).max(100),
      purpose: z.enum(TRACKER_PURPOSES),
      packages: z.array(z.string().max(150).regex(JAVA_PACKAGE)).min(1).max(50),
    }),
  )
  .max(5_000)
  .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, 'names an id twice');

/** The trackers of a file, or the built-in ones. @throws ConfigError, naming what is wrong with the file. */
export function readTrackers(path: string | undefined): readonly Tracker[] {
  if (path === undefined) return KNOWN_TRACKERS;
  const refuse = (why: string) => new ConfigError(`TRACKERS_FILE: ${path}: ${why}`);
  let content: unknown;
  try {
    if (statSync(path).size > MOST_BYTES) throw refuse('is larger than 1 MiB');
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw error instanceof ConfigError
      ? error
      : refuse(error instanceof Error ? error.message : String(error));
  }
  const read = trackersFile.safeParse(content);
  if (read.success) return read.data;
  throw refuse(read.error.issues.map(({ path: at, message }) => `${at.join('.')}: ${message}`).join('; '));
}

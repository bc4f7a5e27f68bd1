import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApkRejected } from '../apk-problems';
import type { ApkLimits } from '../apk-limits';
import { inspectApk } from '../inspect-apk';
import type { ApkReport } from '../apk-report';

/** Runs the work with the path of a file that is there only meanwhile. */
export async function withFile<T>(content: Buffer, work: (path: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'portolan-apk-'));
  try {
    const path = join(folder, 'package.apk');
    await writeFile(path, content);
    return await work(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export function inspectBytes(content: Buffer, limits?: Partial<ApkLimits>): Promise<ApkReport> {
  return withFile(content, (path) => inspectApk(path, limits));
}

/** The code of the refusal, `accepted` when there is none; any other error is passed on and fails the test. */
export async function verdict(content: Buffer, limits?: Partial<ApkLimits>): Promise<string> {
  return verdictOf(inspectBytes(content, limits));
}

export async function verdictOf(inspection: Promise<ApkReport>): Promise<string> {
  try {
    await inspection;
    return 'accepted';
  } catch (error) {
    if (error instanceof ApkRejected) return error.code;
    throw error;
  }
}

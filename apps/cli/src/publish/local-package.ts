import { ApkRejected, inspectApk } from '@portolan/catalog';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Failure, usage } from '../failure';

export interface LocalPackage {
  file: string;
  packageName: string;
  versionCode: number;
  versionName: string | null;
  sizeBytes: number;
  sha256: string;
}

/**
 * Reads a package and verifies its signatures as the store will.
 * @throws Failure `package` with a code of the store, `usage` for a file that cannot be read.
 */
export async function readPackage(file: string): Promise<LocalPackage> {
  try {
    const { packageName, versionCode, versionName, sizeBytes } = await inspectApk(file);
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
    return { file, packageName, versionCode, versionName, sizeBytes, sha256: hash.digest('hex') };
  } catch (error) {
    if (error instanceof ApkRejected) throw new Failure('package', error.code, `${error.detail}.`);
    throw usage(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

import type { ApkLimits } from '../apk-limits';
import type { ApkProblemCode } from '../apk-problems';
import { manifestEntry, signJar, writeApk, type ApkToWrite } from '../writing/apk-writer';
import { makeSigner } from '../writing/package-signer';
import { writeZip, type ArchiveLies, type EntryToWrite, type HeaderLies } from '../writing/zip-writer';

/**
 * One file of the corpus: the code that must refuse it, or `accepted` and then why a store may take it. Large files are
 * made when they are needed, so that the corpus itself needs no memory.
 */
export type CorpusCase = [
  code: ApkProblemCode | 'accepted',
  what: string,
  file: Buffer | (() => Buffer),
  limits?: Partial<ApkLimits>,
];

export const signer = makeSigner('corpus');
export const other = makeSigner('other');
export const text = Buffer.from('some content, some content, some content');
export const old = { sdk: { minSdkVersion: 18, targetSdkVersion: 29 } };

export const entry = (over: Partial<EntryToWrite> = {}): EntryToWrite => ({
  name: 'assets/a',
  content: text,
  ...over,
});

/** An archive whose structure is looked at before any signature is. */
export const zip = (over: Partial<EntryToWrite>, lies?: ArchiveLies): Buffer =>
  writeZip([manifestEntry(), entry(over)], lies);

/** The same lie in both headers of an entry. */
export const both = (lies: HeaderLies): Partial<EntryToWrite> => ({ local: lies, central: lies });

export const v2 = (apk: ApkToWrite = {}): Buffer => writeApk({ ...apk, block: { v2: [{ signer }] } });

export const v1 = (apk: ApkToWrite = {}): Buffer => writeApk({ manifest: old, v1: [signer], ...apk });

/** A package signed by v1 and then changed. */
export const signedV1 = (change: (files: EntryToWrite[]) => EntryToWrite[]): Buffer => {
  const plain = [manifestEntry(old), entry()];
  return writeZip(change([...plain, ...signJar(plain, [signer])]));
};

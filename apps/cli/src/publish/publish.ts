import { ProgressBar } from '@portolan/platform';
import { RELEASE_NOTE_MAX_LENGTH } from '@portolan/catalog';
import { Failure } from '../failure';
import { refusalOf, type StoreClient } from '../store-client';
import { type LocalPackage, readPackage } from './local-package';
import { readNotes, type ReleaseNote } from './release-notes';
import { beginUpload, sendUpload, type UploadedPackage } from './resumable-upload';
import { UploadMemory } from './upload-memory';

export interface PublishOptions {
  file: string;
  track: string;
  /** Percent, above 0. */
  rollout: number;
  notes: string | null;
  name: string | null;
  draft: boolean;
  dryRun: boolean;
}

export interface Published {
  packageName: string;
  versionCode: number;
  track: string;
  status: 'completed' | 'inProgress' | 'draft';
  rollout: number;
  sha256: string;
  languages: string[];
  /** Null: nothing was done. */
  uploaded: 'new' | 'before' | null;
  submitted: string[];
  next: string[];
}

interface Io {
  environment: NodeJS.ProcessEnv;
  /** Where progress goes; null: nowhere. */
  progress: NodeJS.WriteStream | null;
}

/** Uploads a package and puts it on a track, all in one edit: what fails leaves the tracks as they were. */
export async function publish(store: StoreClient, options: PublishOptions, io: Io): Promise<Published> {
  const found = await readPackage(options.file);
  const notes = options.notes === null ? [] : await readNotes(options.notes, RELEASE_NOTE_MAX_LENGTH);
  const base = `/androidpublisher/v3/applications/${found.packageName}/edits`;
  const memory = new UploadMemory([store.address, found.packageName, found.sha256], io.environment);
  const begun = options.dryRun ? null : await stillOpen(store, base, memory);
  const editId = begun?.editId ?? (await store.ask<{ id: string }>('POST', base, { json: {} })).id;
  const edit = `${base}/${editId}`;
  // What another run sent stays through a short outage; so does what is sent here.
  let isKept = begun !== null;
  try {
    const uploadedBefore = await checkVersion(store, edit, found);
    await store.ask('GET', `${edit}/tracks/${options.track}`);
    const release = releaseOf(options, found, notes);
    const outcome = { ...summaryOf(found, options, notes), status: release.status };
    if (options.dryRun) return outcome;
    if (!uploadedBefore) {
      isKept = true;
      await upload(store, edit, found, begun ?? { editId, session: null }, memory, io);
      isKept = false;
    }
    await store.ask('PATCH', `${edit}/tracks/${options.track}`, { json: { releases: [release] } });
    const commit = `${edit}:commit?changesNotSentForReview=${options.draft}`;
    const { portolan } = await store.ask<{ portolan: Pick<Published, 'submitted' | 'next'> }>('POST', commit);
    await memory.forget();
    const { submitted, next } = portolan;
    return { ...outcome, uploaded: uploadedBefore ? 'before' : 'new', submitted, next };
  } catch (error) {
    isKept &&= error instanceof Failure && error.exit === 'unreachable';
    if (!isKept) {
      await memory.forget();
      await store.send('DELETE', edit).catch(() => undefined);
    }
    throw error;
  } finally {
    if (options.dryRun) await store.send('DELETE', edit).catch(() => undefined);
  }
}

/**
 * An upload of the same file that another run began, if its edit can still be committed.
 * @throws Failure `unreachable`: then nobody knows, and it is kept.
 */
async function stillOpen(store: StoreClient, base: string, memory: UploadMemory) {
  const begun = await memory.recall();
  if (begun === null) return null;
  const answer = await store.send('GET', `${base}/${begun.editId}`);
  if (answer.status === 200) return begun;
  const refusal = refusalOf(answer);
  if (refusal.exit === 'unreachable') throw refusal;
  await memory.forget();
  return null;
}

/** Whether the store has this very file. @throws Failure `package` for a version that it would not take. */
async function checkVersion(store: StoreClient, edit: string, found: LocalPackage): Promise<boolean> {
  const { apks } = await store.ask<{ apks: UploadedPackage[] }>('GET', `${edit}/apks`);
  if (apks.some(({ binary }) => binary.sha256 === found.sha256)) return true;
  const highest = Math.max(0, ...apks.map(({ versionCode }) => versionCode));
  if (found.versionCode <= highest)
    throw new Failure(
      'package',
      'artifact-version-code-not-higher',
      `The version code is ${found.versionCode}; the store has ${highest}, and takes higher ones only.`,
    );
  return false;
}

async function upload(
  store: StoreClient,
  edit: string,
  found: LocalPackage,
  begun: { editId: string; session: string | null },
  memory: UploadMemory,
  { progress }: Io,
): Promise<void> {
  const { file, sizeBytes } = found;
  const session = begun.session ?? (await beginUpload(store, `${edit}/apks`, sizeBytes));
  await memory.keep({ editId: begun.editId, session });
  const bar = progress === null ? null : new ProgressBar(sizeBytes, progress, megabytes);
  const onProgress = (sent: number): void => bar?.show(sent, found.packageName);
  await sendUpload({ store, session, file, sizeBytes, onProgress });
  bar?.end();
  await memory.forget();
}

function releaseOf(options: PublishOptions, found: LocalPackage, notes: readonly ReleaseNote[]) {
  const { rollout, name, draft } = options;
  const isPart = rollout < 100;
  const status: Published['status'] = draft ? 'draft' : isPart ? 'inProgress' : 'completed';
  return {
    versionCodes: [String(found.versionCode)],
    status,
    ...(isPart && { userFraction: rollout / 100 }),
    ...(name !== null && { name }),
    ...(notes.length > 0 && { releaseNotes: notes }),
  };
}

function summaryOf(found: LocalPackage, options: PublishOptions, notes: readonly ReleaseNote[]) {
  const { packageName, versionCode, sha256 } = found;
  const { track, rollout } = options;
  const languages = notes.map(({ language }) => language);
  return {
    packageName,
    versionCode,
    sha256,
    track,
    rollout,
    languages,
    uploaded: null,
    submitted: [],
    next: [],
  };
}

const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`;

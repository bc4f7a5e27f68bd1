import { ProgressBar } from '@portolan/platform';
import { RELEASE_NOTE_MAX_LENGTH } from '@portolan/catalog';
import { createHash } from 'node:crypto';
import { Failure } from '../failure';
import { refusalOf, type StoreClient } from '../store-client';
import { type BegunEdit, EditMemory } from './edit-memory';
import { type LocalPackage, readPackage } from './local-package';
import { patiently } from './patiently';
import { readNotes, type ReleaseNote } from './release-notes';
import { beginUpload, sendUpload, type UploadedPackage } from './resumable-upload';

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

type Committed = Pick<Published, 'submitted' | 'next'>;

/** How far a run came, for the words about what is left. */
type Stage = 'begun' | 'sent' | 'committing';

/** Uploads a package and puts it on a track, all in one edit: what fails leaves the tracks as they were. */
export async function publish(store: StoreClient, options: PublishOptions, io: Io): Promise<Published> {
  const found = await readPackage(options.file);
  const notes = options.notes === null ? [] : await readNotes(options.notes, RELEASE_NOTE_MAX_LENGTH);
  const release = releaseOf(options, found, notes);
  const wish = wishOf(options, release);
  const base = `/androidpublisher/v3/applications/${found.packageName}/edits`;
  const memory = new EditMemory(
    [store.address, found.packageName, found.sha256, options.track],
    io.environment,
  );
  const known = options.dryRun ? null : await stillOpen(store, base, memory, wish);
  const begun = known ?? {
    editId: (await store.ask<{ id: string }>('POST', base, { json: {} })).id,
    session: null,
    wish: null,
  };
  const edit = `${base}/${begun.editId}`;
  let stage: Stage = 'begun';
  try {
    const uploadedBefore = await checkVersion(store, edit, found);
    const track = `${edit}/tracks/${options.track}`;
    await store.ask('GET', track);
    const outcome = { ...summaryOf(found, options, notes), status: release.status };
    if (options.dryRun) return outcome;
    if (!uploadedBefore) await upload(store, edit, found, begun, memory, io);
    stage = 'sent';
    // From here on the edit does this and nothing else: a run that wants something else takes another one.
    Object.assign(begun, { session: null, wish });
    await memory.keep(begun);
    await patiently(() => store.ask('PATCH', track, { json: { releases: [release] } }));
    stage = 'committing';
    const { submitted, next } = await commit(store, edit, options.draft);
    await memory.forget(begun);
    return { ...outcome, uploaded: uploadedBefore ? 'before' : 'new', submitted, next };
  } catch (error) {
    if (error instanceof Failure && error.exit === 'unreachable' && !options.dryRun) {
      await memory.keep(begun);
      throw new Failure(
        error.exit,
        error.code,
        `${error.message} ${whatIsLeft(stage, begun.editId, options)}`,
      );
    }
    if (!options.dryRun) {
      await memory.forget(begun);
      await store.send('DELETE', edit).catch(() => undefined);
    }
    throw error;
  } finally {
    if (options.dryRun) await store.send('DELETE', edit).catch(() => undefined);
  }
}

/** When the answer to one try was lost, the next one is told that the edit is committed: then it is done. */
function commit(store: StoreClient, edit: string, draft: boolean): Promise<Committed> {
  return patiently(async (attempt) => {
    try {
      const path = `${edit}:commit?changesNotSentForReview=${draft}`;
      return (await store.ask<{ portolan: Committed }>('POST', path)).portolan;
    } catch (error) {
      const isDone = attempt > 1 && error instanceof Failure && error.code === 'edit-committed';
      if (!isDone) throw error;
      return {
        submitted: [],
        next: ['The answer of the store was lost: `portolan status` says where it is.'],
      };
    }
  });
}

function whatIsLeft(stage: Stage, editId: string, { track }: PublishOptions): string {
  switch (stage) {
    case 'begun':
      return `Nothing is on ${track}. What was sent is kept: the same command goes on there, for a day.`;
    case 'sent':
      return `The package is in the store, and not on ${track} yet: the same command goes on in edit ${editId}, for a day.`;
    case 'committing':
      return `The package is in the store; whether edit ${editId} put it on ${track} is not known: the same command commits it if that is still to be done, for a day.`;
  }
}

/**
 * An edit of the same file and track that a run which ended began, if it can still be committed and does nothing else. One that does is left
 * to expire: somebody may be at work in it.
 * @throws Failure `unreachable`: then nobody knows, and it is kept.
 */
async function stillOpen(store: StoreClient, base: string, memory: EditMemory, wish: string) {
  const begun = await memory.recall();
  if (begun === null) return null;
  const edit = `${base}/${begun.editId}`;
  const answer = await store.send('GET', edit);
  const isOurs = begun.wish === null || begun.wish === wish;
  if (answer.status === 200 && isOurs) return begun;
  if (answer.status !== 200) {
    const refusal = refusalOf(answer);
    if (refusal.exit === 'unreachable') throw refusal;
  }
  await memory.forget(begun);
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
  begun: BegunEdit,
  memory: EditMemory,
  { progress }: Io,
): Promise<void> {
  const { file, sizeBytes } = found;
  const session = begun.session ?? (await beginUpload(store, `${edit}/apks`, sizeBytes));
  begun.session = session;
  await memory.keep(begun);
  const bar = progress === null ? null : new ProgressBar(sizeBytes, progress, megabytes);
  const onProgress = (sent: number): void => bar?.show(sent, found.packageName);
  await sendUpload({ store, session, file, sizeBytes, onProgress });
  bar?.end();
}

/** Names what a run would do to a track. */
const wishOf = ({ track, draft }: PublishOptions, release: object): string =>
  createHash('sha256')
    .update(JSON.stringify([track, draft, release]))
    .digest('hex');

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

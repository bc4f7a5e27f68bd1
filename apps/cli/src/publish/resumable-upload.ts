import { open } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { Failure } from '../failure';
import { refusalOf, type StoreAnswer, type StoreClient } from '../store-client';

/** One request holds so much: what a broken connection can lose. */
const PIECE_BYTES = 4 * 1024 * 1024;
/** In a row without a byte of progress. */
const MOST_TRIES = 6;
const FIRST_WAIT_MS = 500;

const MEDIA_TYPE = 'application/vnd.android.package-archive';

export interface UploadedPackage {
  versionCode: number;
  binary: { sha256: string };
}

export interface Upload {
  store: StoreClient;
  /** The address that the upload was begun with, without its origin. */
  session: string;
  file: string;
  sizeBytes: number;
  onProgress: (sentBytes: number) => void;
}

/** Begins an upload. @returns the address of its session, without its origin. */
export async function beginUpload(store: StoreClient, path: string, sizeBytes: number): Promise<string> {
  const answer = await store.send('POST', `/upload${path}?uploadType=resumable`, {
    headers: { 'x-upload-content-type': MEDIA_TYPE, 'x-upload-content-length': String(sizeBytes) },
  });
  const location = answer.headers.get('location');
  if (answer.status !== 200 || location === null) throw refusalOf(answer);
  // The store may know itself under another name than we do.
  return new URL(location, store.address).pathname;
}

/**
 * Sends the file in pieces, behind what arrived before, and goes on where a connection broke.
 * @throws Failure what the store refuses; `unreachable` after some tries that moved nothing.
 */
export async function sendUpload(upload: Upload): Promise<UploadedPackage> {
  const file = await open(upload.file, 'r');
  try {
    let tries = 0;
    let sent: number | null = null;
    for (;;) {
      try {
        const answer = sent === null ? await ask(upload) : await sendPiece(upload, file, sent);
        if (answer.status === 200) {
          upload.onProgress(upload.sizeBytes);
          return answer.body as UploadedPackage;
        }
        if (answer.status !== 308) throw refusalOf(answer);
        const arrived = arrivedOf(answer);
        if (arrived > (sent ?? -1)) tries = 0;
        sent = arrived;
        upload.onProgress(arrived);
      } catch (error) {
        if (!(error instanceof Failure) || error.exit !== 'unreachable') throw error;
        tries += 1;
        if (tries >= MOST_TRIES) throw error;
        await wait(FIRST_WAIT_MS * 2 ** (tries - 1));
        // How much arrived of what was under way is the store's to say.
        sent = null;
      }
    }
  } finally {
    await file.close();
  }
}

function ask({ store, session, sizeBytes }: Upload): Promise<StoreAnswer> {
  return store.send('PUT', session, { headers: { 'content-range': `bytes */${sizeBytes}` } });
}

async function sendPiece(
  { store, session, sizeBytes }: Upload,
  file: Awaited<ReturnType<typeof open>>,
  start: number,
): Promise<StoreAnswer> {
  const length = Math.min(PIECE_BYTES, sizeBytes - start);
  const piece = Buffer.alloc(length);
  const { bytesRead } = await file.read(piece, 0, length, start);
  if (bytesRead < length) throw new Failure('usage', 'file-changed', 'The file became shorter meanwhile.');
  const range = `bytes ${start}-${start + length - 1}/${sizeBytes}`;
  return store.send('PUT', session, {
    raw: piece,
    headers: { 'content-range': range, 'content-type': MEDIA_TYPE },
  });
}

/** `bytes=0-99` are a hundred bytes; without the header none. */
function arrivedOf({ headers }: StoreAnswer): number {
  const last = /^bytes=0-(\d+)$/.exec(headers.get('range') ?? '')?.[1];
  return last === undefined ? 0 : Number(last) + 1;
}

import { DomainError } from '@portolan/platform';
import { PassThrough, type Readable, Transform } from 'node:stream';

/** Metadata before the file is small; a boundary has 70 characters at most (RFC 2046). */
const HEAD_MAX = 64 * 1024;

/**
 * The file of a `multipart/related` upload: its second part. The first one is metadata, which no method here needs.
 * @param contentType with the boundary.
 * @throws DomainError `multipart-malformed`; a body that ends early breaks the stream.
 */
export async function relatedMedia(body: Readable, contentType: string): Promise<Readable> {
  const boundary = /boundary="?([^";]{1,70})"?/i.exec(contentType)?.[1];
  if (boundary === undefined) throw malformed('The Content-Type names no boundary.');
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  const rest = await afterSecondHead(body, delimiter);
  const media = new UntilDelimiter(delimiter);
  media.on('error', () => undefined);
  const source = new PassThrough();
  source.on('error', () => undefined);
  source.write(rest);
  body.on('error', (error) => {
    source.destroy(error);
    media.destroy(error);
  });
  body.pipe(source).pipe(media);
  return media;
}

/** Reads past the first part and the second part's headers; what came after them in the same piece is returned. */
function afterSecondHead(body: Readable, delimiter: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let held = Buffer.from('\r\n');
    const stop = (error: Error): void => {
      cleanUp();
      reject(error);
    };
    const onData = (chunk: Buffer): void => {
      held = Buffer.concat([held, chunk]);
      const first = held.indexOf(delimiter);
      const second = first < 0 ? -1 : held.indexOf(delimiter, first + delimiter.length);
      const head = second < 0 ? -1 : held.indexOf('\r\n\r\n', second + delimiter.length);
      if (head >= 0) {
        cleanUp();
        body.pause();
        resolve(held.subarray(head + 4));
      } else if (held.length > HEAD_MAX)
        stop(malformed('The metadata is too large, or there is no second part.'));
    };
    const onEnd = (): void => stop(malformed('The body has no second part.'));
    const onError = (error: Error): void => stop(malformed(error.message));
    const cleanUp = (): void => {
      body.off('data', onData);
      body.off('end', onEnd);
      body.off('error', onError);
    };
    body.on('data', onData);
    body.on('end', onEnd);
    body.on('error', onError);
  });
}

/** Passes on what stands before a delimiter and drops the rest. */
class UntilDelimiter extends Transform {
  private held = Buffer.alloc(0);
  private found = false;

  constructor(private readonly delimiter: Buffer) {
    super();
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    if (this.found) {
      done();
      return;
    }
    const all = Buffer.concat([this.held, chunk]);
    const end = all.indexOf(this.delimiter);
    this.found = end >= 0;
    // The delimiter may lie across two pieces: as much as it is long is held back.
    const safe = this.found ? end : Math.max(0, all.length - this.delimiter.length + 1);
    if (safe > 0) this.push(all.subarray(0, safe));
    this.held = Buffer.from(all.subarray(safe));
    done();
  }

  override _flush(done: (error?: Error | null) => void): void {
    done(this.found ? null : malformed('The body ends inside the file.'));
  }
}

function malformed(detail: string): DomainError {
  return new DomainError('malformed', 'multipart-malformed', detail);
}

import { request as httpRequest } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Answer } from '../client';

export interface SlowUpload {
  /** Sends the rest. */
  finish(): Promise<Answer>;
}

/** Sends the first half of a file, and the other half when told to. */
export function slowUpload(
  store: { url: string },
  upload: { method: string; path: string; bytes: Buffer; headers?: Record<string, string> },
): SlowUpload {
  const { method, path, bytes, headers } = upload;
  const { hostname, port } = new URL(store.url);
  const request = httpRequest({
    ...{ hostname, port, method, path },
    headers: { ...headers, 'content-length': String(bytes.length) },
  });
  const answered = new Promise<Answer>((resolve, reject) => {
    request.on('error', reject);
    request.on('response', (response) => {
      text(response).then((body) => {
        const status = response.statusCode ?? 0;
        resolve({ status, body: body === '' ? null : JSON.parse(body), headers: new Headers() });
      }, reject);
    });
  });
  answered.catch(() => undefined);
  const half = bytes.length >> 1;
  request.write(bytes.subarray(0, half));
  return {
    finish: () => {
      request.end(bytes.subarray(half));
      return answered;
    },
  };
}

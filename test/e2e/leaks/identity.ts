import { randomUUID } from 'node:crypto';
import { type OutgoingHttpHeaders, request } from 'node:http';

/** An item by all its names. Two identities have names of the same lengths. */
export interface Identity {
  itemId: string;
  packageName: string;
  slug: string;
  title: string;
}

export function identity(word: string): Identity {
  if (word.length !== 7)
    throw new Error('Seven letters, so that answers which repeat a name are equally long.');
  const title = `${word[0]?.toUpperCase()}${word.slice(1)}`;
  return { itemId: randomUUID(), packageName: `org.leak.${word}`, slug: `${word}-phone`, title };
}

export interface Asked {
  method: string;
  path: string;
  headers?: OutgoingHttpHeaders;
  body?: unknown;
}

/** The answer as it came over the wire but for its date: status, headers in their order, bytes. */
export function bytesOf(storeUrl: string, asked: Asked): Promise<string> {
  const body = asked.body === undefined ? undefined : JSON.stringify(asked.body);
  const headers: OutgoingHttpHeaders = { 'x-request-id': 'the-same-for-all', ...asked.headers };
  if (body !== undefined) headers['content-type'] = 'application/json';
  return new Promise((resolve, reject) => {
    const sent = request(storeUrl + asked.path, { method: asked.method, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => {
        const pairs = answer.rawHeaders.flatMap((value, i, all) =>
          i % 2 === 0 && value.toLowerCase() !== 'date' ? [`${value}: ${all[i + 1]}`] : [],
        );
        resolve([answer.statusCode, ...pairs, '', Buffer.concat(chunks).toString('latin1')].join('\n'));
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** An answer with the names that it repeats taken out. */
export function withoutNames(answer: string, { itemId, packageName, slug, title }: Identity): string {
  const names = [itemId, packageName, slug, title, title.toLowerCase()];
  return names.reduce((text, name, index) => text.replaceAll(name, `<name ${Math.min(index, 3)}>`), answer);
}

import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { type FdroidApp, fromIndexV1, fromIndexV2, fromMetadata } from './fdroid-app';

/** One entry of a catalogue: read, or why it could not be. Numbered from 1: the line of an NDJSON file, otherwise its place. */
export interface CatalogueEntry {
  number: number;
  packageName: string | null;
  read: { app: FdroidApp } | { refused: { code: string; detail: string } };
}

export interface Catalogue {
  form: 'metadata' | 'index-v1' | 'index-v2';
  /** How many entries there will be. */
  total: number;
  entries: AsyncIterable<CatalogueEntry>;
}

/** An index is parsed as a whole; F-Droid's own has some 50 MB. */
const INDEX_MAX_BYTES = 512 * 2 ** 20;
const LINE_MAX_LENGTH = 4 * 2 ** 20;

const shape = z.union([
  z.object({ apps: z.array(z.unknown()), packages: z.record(z.string(), z.array(z.unknown())).optional() }),
  z.object({ packages: z.record(z.string(), z.unknown()) }),
]);

/**
 * A catalogue in one of the forms that F-Droid has: metadata as JSON, one app a line (NDJSON), `index-v1.json` or
 * `index-v2.json`. Told apart by what is in the file.
 * @throws Error that a person can read: no file, not JSON, none of the forms, too large.
 */
export async function readCatalogue(path: string): Promise<Catalogue> {
  const { size } = await stat(path).catch(() => {
    throw new Error(`There is no file ${path}.`);
  });
  if (await isNdjson(path)) {
    let total = 0;
    for await (const line of lines(path)) if (line.trim() !== '') total++;
    return { form: 'metadata', total, entries: metadataEntries(path) };
  }
  if (size > INDEX_MAX_BYTES)
    throw new Error(
      `${path} is larger than ${INDEX_MAX_BYTES / 2 ** 20} MiB: give it as NDJSON, one app a line.`,
    );
  const parsed = shape.safeParse(parse(path, await readFile(path, 'utf8')));
  if (!parsed.success)
    throw new Error(
      `${path} is no F-Droid catalogue: neither one JSON object a line with a packageName, nor an index with "apps" or "packages".`,
    );
  if ('apps' in parsed.data) {
    const { apps, packages = {} } = parsed.data;
    const entries = apps.map((raw, index) =>
      entry(index + 1, nameIn(raw), () => fromIndexV1(raw, packages[nameIn(raw) ?? '']?.length ?? 0)),
    );
    return { form: 'index-v1', total: entries.length, entries: each(entries) };
  }
  const entries = Object.entries(parsed.data.packages).map(([name, raw], index) =>
    entry(index + 1, name, () => fromIndexV2(name, raw)),
  );
  return { form: 'index-v2', total: entries.length, entries: each(entries) };
}

function lines(path: string): AsyncIterable<string> {
  return createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity });
}

/** Whether the first line alone is an app. */
async function isNdjson(path: string): Promise<boolean> {
  const head = createReadStream(path, { encoding: 'utf8', end: LINE_MAX_LENGTH });
  let first = '';
  for await (const chunk of head) {
    first += chunk as string;
    if (first.includes('\n')) break;
  }
  try {
    return nameIn(JSON.parse(first.split('\n', 1)[0] ?? '')) !== null;
  } catch {
    return false;
  }
}

async function* metadataEntries(path: string): AsyncGenerator<CatalogueEntry> {
  let number = 0;
  for await (const line of lines(path)) {
    number++;
    if (line.trim() === '') continue;
    if (line.length > LINE_MAX_LENGTH) {
      const detail = `The line has ${line.length} characters.`;
      yield { number, packageName: null, read: { refused: { code: 'line-too-long', detail } } };
      continue;
    }
    let raw: unknown;
    try {
      raw = JSON.parse(line);
    } catch (error) {
      const detail = error instanceof Error ? error.message.slice(0, 200) : 'It cannot be parsed.';
      yield { number, packageName: null, read: { refused: { code: 'not-json', detail } } };
      continue;
    }
    yield entry(number, nameIn(raw), () => fromMetadata(raw));
  }
}

function entry(number: number, packageName: string | null, read: () => FdroidApp): CatalogueEntry {
  try {
    return { number, packageName, read: { app: read() } };
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    const [issue] = error.issues;
    const detail = `${(issue?.path ?? []).join('.') || 'the entry'}: ${issue?.message ?? 'is not of the form'}`;
    return { number, packageName, read: { refused: { code: 'entry-invalid', detail } } };
  }
}

async function* each<T>(list: readonly T[]): AsyncGenerator<T> {
  for (const one of list) yield await Promise.resolve(one);
}

function nameIn(raw: unknown): string | null {
  if (typeof raw !== 'object' || raw === null || !('packageName' in raw)) return null;
  return typeof raw.packageName === 'string' ? raw.packageName.slice(0, 300) : null;
}

function parse(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${path} is not JSON.`);
  }
}

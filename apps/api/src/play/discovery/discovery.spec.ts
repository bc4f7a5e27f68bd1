import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { discoveryDocument } from './discovery-document';
import { PLAY_METHODS } from './methods';
import { PLAY_SCHEMAS } from './schemas';

interface GoogleMethod {
  httpMethod: string;
  path: string;
  flatPath?: string;
  request?: { $ref: string };
  response?: { $ref: string };
  parameters?: Record<string, { location: string }>;
  mediaUpload?: object;
  supportsMediaDownload?: boolean;
}
interface GoogleResource {
  methods?: Record<string, GoogleMethod>;
  resources?: Record<string, GoogleResource>;
}
interface GoogleDocument extends GoogleResource {
  schemas: Record<string, { properties?: Record<string, Record<string, unknown>> }>;
}

const FILE = join(__dirname, '../../../../../../shared/data/play/androidpublisher-v3.discovery.json');
/** The methods of a newer client: id, verb, path, path of uploads. */
const NEWER = join(__dirname, '../../../../../../shared/data/play/methods-2026-09.tsv');
const isThere = existsSync(FILE) && existsSync(NEWER);
const withGoogle = isThere ? it : it.skip;
const skipped = isThere ? '' : ' (skipped: no ../shared/data)';

function methodOf(document: GoogleResource, id: string): GoogleMethod | undefined {
  const names = id.split('.');
  const last = names.pop() ?? '';
  let place: GoogleResource | undefined = document;
  for (const name of names) place = place?.resources?.[name];
  return place?.methods?.[last];
}

describe('the discovery document', () => {
  const own = discoveryDocument('https://store.example') as GoogleDocument & { rootUrl: string };

  it('names each method where clients look for it, below our own root', () => {
    expect(own.rootUrl).toBe('https://store.example/');
    for (const { id, verb } of PLAY_METHODS) expect(methodOf(own, id)?.httpMethod).toBe(verb);
  });

  it('has a schema for every shape that it names', () => {
    const named = PLAY_METHODS.flatMap(({ request, response }) => [request, response]).filter(
      (one) => one !== undefined,
    );
    const inside = JSON.stringify(PLAY_SCHEMAS).matchAll(/"\$ref":"(\w+)"/g);
    for (const name of [...named, ...[...inside].map(([, one]) => one ?? '')])
      expect(Object.keys(PLAY_SCHEMAS)).toContain(name);
  });

  withGoogle(`is Google's, method by method${skipped}`, () => {
    const google = JSON.parse(readFileSync(FILE, 'utf8')) as GoogleDocument;
    for (const { id, verb, path, query, request, response, media, answersFile } of PLAY_METHODS) {
      const [theirs, ours] = [methodOf(google, id), methodOf(own, id)];
      // Where they ask for a number in the path, ours takes any text and refuses it later.
      const places = (method: GoogleMethod | undefined) =>
        Object.entries(method?.parameters ?? {})
          .filter(([, { location }]) => location === 'path')
          .map(([name]) => name);
      expect({
        id,
        verb: theirs?.httpMethod,
        path: (theirs?.flatPath ?? theirs?.path)?.replace('androidpublisher/v3/', ''),
        request: theirs?.request?.$ref,
        response: theirs?.response?.$ref,
        uploads: theirs?.mediaUpload !== undefined,
        downloads: theirs?.supportsMediaDownload,
        template: theirs?.path,
        places: places(theirs).sort(),
        unknown: Object.keys(query ?? {}).filter((name) => theirs?.parameters?.[name]?.location !== 'query'),
      }).toEqual({
        ...{ id, verb, path, request, response },
        uploads: media !== undefined,
        downloads: answersFile,
        template: ours?.path,
        places: places(ours).sort(),
        unknown: [],
      });
    }
  });

  withGoogle(`is what a newer client calls${skipped}`, () => {
    const rows = readFileSync(NEWER, 'utf8').split('\n');
    const newer = new Map(rows.map((row) => [row.split('\t')[0], row.split('\t').slice(1, 3)]));
    for (const { id, verb, path, template } of PLAY_METHODS)
      expect([id, newer.get(id)]).toEqual([id, [verb, `/androidpublisher/v3/${template ?? path}`]]);
  });

  withGoogle(`has no property that Google's shapes have otherwise${skipped}`, () => {
    const google = JSON.parse(readFileSync(FILE, 'utf8')) as GoogleDocument;
    const differing: string[] = [];
    for (const [name, { properties }] of Object.entries(PLAY_SCHEMAS)) {
      for (const [property, shape] of Object.entries(properties)) {
        const theirs = google.schemas[name]?.properties?.[property];
        const same = theirs !== undefined && theirs.type === shape.type && theirs.$ref === shape.$ref;
        if (!same) differing.push(`${name}.${property}`);
      }
    }
    expect(differing).toEqual([]);
  });
});

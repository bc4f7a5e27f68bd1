import { PLAY_METHODS } from './methods';
import type { PlayMethod } from './play-method';
import { PLAY_SCHEMAS } from './schemas';

const BASE = 'androidpublisher/v3/';
const SCOPE = 'https://www.googleapis.com/auth/androidpublisher';

interface Resource {
  methods: Record<string, object>;
  resources: Record<string, Resource>;
}

/** The discovery document of what this store implements: client libraries can be made from it, or configured by it. */
export function discoveryDocument(rootUrl: string): object {
  const root: Resource = { methods: {}, resources: {} };
  for (const method of PLAY_METHODS) {
    const names = method.id.split('.');
    const last = names.pop() ?? '';
    let place = root;
    for (const name of names) place = place.resources[name] ??= { methods: {}, resources: {} };
    place.methods[last] = methodDocument(method);
  }
  return {
    kind: 'discovery#restDescription',
    discoveryVersion: 'v1',
    id: 'androidpublisher:v3',
    name: 'androidpublisher',
    version: 'v3',
    title: 'Portolan, as the Google Play Developer API',
    protocol: 'rest',
    rootUrl: `${rootUrl}/`,
    servicePath: '',
    baseUrl: `${rootUrl}/`,
    batchPath: 'batch',
    auth: { oauth2: { scopes: { [SCOPE]: { description: 'Publish apps' } } } },
    schemas: PLAY_SCHEMAS,
    resources: root.resources,
  };
}

function methodDocument(method: PlayMethod): object {
  const { id, verb, path, query = {}, request, response, media, answersFile } = method;
  const full = BASE + path;
  const inPath = pathParameters(method);
  const inQuery = Object.entries(query).map(([name, shape]) => [name, { ...shape, location: 'query' }]);
  return {
    id: `androidpublisher.${id}`,
    path: BASE + (method.template ?? path),
    flatPath: full,
    httpMethod: verb,
    parameters: { ...inPath, ...(Object.fromEntries(inQuery) as object) },
    parameterOrder: Object.keys(inPath),
    ...(request !== undefined && { request: { $ref: request } }),
    ...(response !== undefined && { response: { $ref: response } }),
    ...(answersFile === true && { supportsMediaDownload: true, useMediaDownloadService: true }),
    ...(media !== undefined && {
      supportsMediaUpload: true,
      mediaUpload: {
        accept: media,
        protocols: {
          simple: { path: `/upload/${full}`, multipart: true },
          resumable: { path: `/upload/${full}`, multipart: true },
        },
      },
    }),
    scopes: [SCOPE],
  };
}

function pathParameters({ path, template }: PlayMethod): Record<string, object> {
  const required = { type: 'string', location: 'path', required: true };
  const [, whole, rest = ''] = /^\{\+(\w+)\}(.*)$/.exec(template ?? '') ?? [];
  if (whole !== undefined) {
    const resource = path.slice(0, path.length - rest.length).replaceAll(/\{\w+\}/g, '[^/]+');
    return { [whole]: { ...required, pattern: `^${resource}$` } };
  }
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
  return Object.fromEntries(names.map((name) => [name, required]));
}

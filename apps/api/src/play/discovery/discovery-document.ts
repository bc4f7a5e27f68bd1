import { PLAY_METHODS, type PlayMethod } from './methods';
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

function methodDocument({ id, verb, path, request, response, media }: PlayMethod): object {
  const full = BASE + path;
  const names = [...full.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
  const parameters = Object.fromEntries(
    names.map((name) => [name, { type: 'string', location: 'path', required: true }]),
  );
  const query =
    id === 'edits.commit' ? { changesNotSentForReview: { type: 'boolean', location: 'query' } } : {};
  return {
    id: `androidpublisher.${id}`,
    path: full,
    flatPath: full,
    httpMethod: verb,
    parameters: { ...parameters, ...query },
    parameterOrder: names,
    ...(request !== undefined && { request: { $ref: request } }),
    ...(response !== undefined && { response: { $ref: response } }),
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

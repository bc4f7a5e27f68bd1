import { api } from '../people';
import type { TestApp } from '../test-app';
import { castRoles, MATRIX_ROLES } from './roles';
import { OwnedThings, otherValue } from './parameters';

/** What the guard says to a role on a route. */
export type Cell = 'allow' | '401' | '403' | '404';
/** By `METHOD /path`, then by role. */
export type AccessMatrix = Record<string, Record<string, Cell>>;

/** One operation of the OpenAPI document, as far as the matrix needs it. */
export interface Operation {
  name: string;
  method: string;
  path: string;
  access: {
    kind: string;
    of?: string;
    param?: string;
    roles?: string[];
    permission?: string | null;
    inAnyApp?: boolean;
  };
  /** The statuses that the document names. */
  statuses: string[];
}

interface Document {
  paths: Record<string, Record<string, { 'x-access'?: Operation['access']; responses: object }>>;
}

/** Every operation of the running API. */
export async function operationsOf(store: TestApp): Promise<Operation[]> {
  const { paths } = (await api(store).get('/openapi.json')).body as Document;
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => {
      const name = `${method.toUpperCase()} ${path}`;
      const access = operation['x-access'];
      if (access === undefined) throw new Error(`${name} has no x-access: declare it with @Endpoint.`);
      const statuses = Object.keys(operation.responses);
      return { name, method: method.toUpperCase(), path, access, statuses };
    }),
  );
}

/** Asks every operation as every role. */
export async function walkAccess(store: TestApp, operations: Operation[]): Promise<AccessMatrix> {
  const cast = await castRoles(store);
  const things = new OwnedThings(store, cast.owner);
  const matrix: AccessMatrix = {};
  for (const operation of operations) {
    const row: Record<string, Cell> = {};
    for (const role of MATRIX_ROLES) row[role] = await ask(operation, things, cast.tokens.get(role));
    matrix[operation.name] = row;
  }
  return matrix;
}

async function ask(operation: Operation, things: OwnedThings, token: string | undefined): Promise<Cell> {
  const path = await fill(operation, things);
  // A body that no route takes: whoever is let in is refused before anything happens.
  const body = operation.method === 'GET' ? {} : { body: { matrix: 'no route has this member' } };
  const answer = await api(things.store, token).call(operation.method, path, body);
  if (answer.status >= 500)
    throw new Error(`${operation.name} answered ${answer.status} to a request that the matrix sends.`);
  if (answer.status === 401) return '401';
  if (answer.status === 403) return '403';
  const hidden = answer.status === 404 && answer.body?.code === `${operation.access.of}-not-found`;
  return hidden && operation.access.kind === 'publisher' ? '404' : 'allow';
}

export async function fill({ path, access }: Operation, things: OwnedThings): Promise<string> {
  let filled = path;
  for (const [placeholder, name = ''] of path.matchAll(/\{(\w+)\}/g)) {
    const value = name === access.param ? await things.value(name) : otherValue(name);
    filled = filled.replace(placeholder, encodeURIComponent(value));
  }
  return filled;
}

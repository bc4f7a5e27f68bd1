import { type TestApp } from '../support/test-app';
import { Random } from '../support/random';
import { type Schema, SchemaValues } from '../support/schema-values';
import { aConsumer, aStaffMember, firstAdmin } from '../support/people';
import { sellApp, type Shop, startShop } from '../support/shop';
import { buildOpenApi } from '../../apps/api/src/http/openapi';

/** Repeats a failing run: `FUZZ_SEED=7 npx jest --testPathPatterns fuzz`. */
const SEED = Number(process.env.FUZZ_SEED ?? 1);
const REQUESTS = 3_000;

interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  schema?: Schema;
}
interface Operation {
  method: string;
  path: string;
  parameters: Parameter[];
  body?: Schema | undefined;
  bodyType?: string | undefined;
  /** The statuses that the document names. */
  statuses: readonly string[];
  /** Those of refusals that are no problem documents, as OAuth words its own. */
  otherRefusals: readonly string[];
}
type PathItem = Record<
  string,
  {
    parameters?: Parameter[];
    requestBody?: { content?: Record<string, { schema?: Schema }> };
    responses: Record<string, { content?: object }>;
  }
>;

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

describe('the OpenAPI document, drawn at random', () => {
  let shop: Shop;
  let operations: Operation[];
  let definitions: Record<string, Schema>;
  let tokens: (string | undefined)[];
  let known: Record<string, readonly unknown[]>;

  beforeAll(async () => {
    shop = await startShop();
    const document = buildOpenApi(shop.app);
    definitions = document.components?.schemas ?? {};
    operations = operationsOf(document.paths as unknown as Record<string, PathItem>);
    const appId = await sellApp(shop, 'org.example.fuzzed');
    const consumer = await aConsumer(shop);
    const admin = await firstAdmin(shop);
    tokens = [
      undefined,
      'not.a.token',
      consumer.token,
      shop.owner.token,
      admin.token,
      await tokenOfStaff(shop),
    ];
    const { publisherId, accountId } = shop.owner;
    known = {
      appId: [appId],
      itemId: [appId],
      item: [appId],
      publisherId: [publisherId],
      accountId: [accountId],
      packageName: ['org.example.fuzzed'],
      package: ['org.example.fuzzed'],
    };
  });
  afterAll(() => shop.close());

  it(`never answers ${REQUESTS} requests with a fault of ours, and always says what is wrong`, async () => {
    const random = new Random(SEED);
    const values = new SchemaValues(random, definitions, known);
    const faults: string[] = [];
    const statuses = new Map<number, number>();
    for (let i = 0; i < REQUESTS; i += 1) {
      const operation = operations[i % operations.length] ?? random.pick(operations);
      const { url, init } = draw(operation, values, random);
      const answer = await fetch(shop.url + url, init);
      const text = await answer.text();
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      const body = typeof init.body === 'string' ? init.body.slice(0, 300) : '';
      const request = `#${i} ${operation.method.toUpperCase()} ${url.slice(0, 300)} ${body} -> ${answer.status} ${text.slice(0, 300)}`;
      if (answer.status >= 500) faults.push(request);
      // A body where none is taken is the client's own invention: no document names its refusal.
      const uncalledFor = operation.bodyType === undefined && answer.status === 415;
      if (!uncalledFor && !operation.statuses.includes(String(answer.status)))
        faults.push(`not documented: ${request}`);
      const isProblem = (answer.headers.get('content-type') ?? '').includes('application/problem+json');
      const isOther =
        operation.otherRefusals.includes(String(answer.status)) && /"error":"[a-z_]+"/.test(text);
      if (answer.status >= 400 && !isOther && (!isProblem || !/"code":"[a-z0-9-]+"/.test(text)))
        faults.push(`no problem document: ${request}`);
    }
    expect(faults.slice(0, 10)).toEqual([]);
    // A fuzz that is turned away at the door every time tests the door only.
    const accepted = [...statuses]
      .filter(([status]) => status < 300)
      .reduce((sum, [, count]) => sum + count, 0);
    expect(accepted).toBeGreaterThan(REQUESTS / 20);
  }, 300_000);

  function draw(
    operation: Operation,
    values: SchemaValues,
    random: Random,
  ): { url: string; init: RequestInit } {
    const query = new URLSearchParams();
    const headers: Record<string, string> = {};
    let path = operation.path;
    for (const parameter of operation.parameters) {
      const value = values.draw(parameter.schema, parameter.name);
      if (parameter.in === 'path') path = path.replace(`{${parameter.name}}`, encodePath(value));
      else if (parameter.required === true || random.chance(0.5)) {
        if (parameter.in === 'query') query.append(parameter.name, asText(value));
        else headers[parameter.name] = asText(value).replace(/[^\x21-\x7e]/g, '') || 'x';
      }
    }
    const token = random.pick(tokens);
    if (token !== undefined) headers.authorization = `Bearer ${token}`;
    const init: RequestInit = { method: operation.method.toUpperCase(), headers };
    if (operation.method !== 'get') Object.assign(init, drawBody(operation, values, random, headers));
    return { url: path + (query.size > 0 ? `?${query.toString()}` : ''), init };
  }

  function drawBody(
    operation: Operation,
    values: SchemaValues,
    random: Random,
    headers: Record<string, string>,
  ): RequestInit {
    headers['content-type'] = random.chance(0.95)
      ? (operation.bodyType ?? 'application/json')
      : random.pick(['text/plain', 'application/xml', 'nonsense']);
    if (random.chance(0.03)) return { body: '{"broken": ' };
    if (operation.bodyType !== undefined && !operation.bodyType.includes('json'))
      return { body: 'PK\u0003\u0004 not a package' };
    return { body: JSON.stringify(values.draw(operation.body)) ?? 'null' };
  }
});

async function tokenOfStaff(store: TestApp): Promise<string> {
  return (await aStaffMember(store, 'market-manager', 'legal', 'reviewer', 'finance', 'support')).token;
}

function operationsOf(paths: Record<string, PathItem>): Operation[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method];
      // A log-out or a lost membership in the middle would turn the rest of the run away.
      if (operation === undefined || path === '/v1/auth/logout') return [];
      const [bodyType, content] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
      const statuses = Object.keys(operation.responses);
      const otherRefusals = statuses.filter(
        (status) =>
          Number(status) >= 400 &&
          !('application/problem+json' in (operation.responses[status]?.content ?? {})),
      );
      const { parameters = [] } = operation;
      return [{ method, path, parameters, body: content?.schema, bodyType, statuses, otherRefusals }];
    }),
  );
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

/** An empty segment would be another route; half a surrogate pair cannot be encoded. */
function encodePath(value: unknown): string {
  return encodeURIComponent(asText(value).toWellFormed().slice(0, 400)) || '%20';
}

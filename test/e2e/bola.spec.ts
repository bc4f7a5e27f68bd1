import { SeedRegions } from '@portolan/regions';
import { type Operation, operationsOf } from '../support/access-matrix/walk';
import { OwnedThings, otherValue } from '../support/access-matrix/parameters';
import { type Belongings, belongingsOf, NESTED_CASES, NOBODYS } from '../support/bola/nested';
import { type Intruder, intruders } from '../support/bola/intruders';
import { aPublisherOwner, api } from '../support/people';
import { startTestApp, type TestApp } from '../support/test-app';

/** Broken object level authorisation: every publisher route, tried by everybody who must not get through. */
describe('what belongs to a publisher', () => {
  let store: TestApp;
  let routes: Operation[];
  let things: OwnedThings;
  let cast: Intruder[];

  beforeAll(async () => {
    store = await startTestApp();
    await store.app.get(SeedRegions).execute();
    routes = (await operationsOf(store)).filter(({ access }) => access.kind === 'publisher');
    const victim = await aPublisherOwner(store, 'The victim');
    things = new OwnedThings(store, victim);
    for (const name of ['appId', 'releaseId']) await things.value(name);
    cast = await intruders(store, victim);
  }, 120_000);
  afterAll(() => store.close());

  const auditEvents = async (): Promise<number> => {
    const [row] = await store.database.query<{ n: number }>('SELECT count(*)::int AS n FROM audit_event');
    return row?.n ?? 0;
  };
  const namesIn = (path: string): string[] => [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);

  it('is refused to every intruder on every route, in a way that the document names, and stays as it was', async () => {
    expect(routes.length).toBeGreaterThan(30);
    const before = await auditEvents();
    const faults: string[] = [];
    let asked = 0;
    for (const operation of routes) {
      const { name, method, access, statuses } = operation;
      let path = operation.path;
      for (const parameter of namesIn(path)) {
        const value = parameter === access.param ? await things.value(parameter) : otherValue(parameter);
        path = path.replace(`{${parameter}}`, encodeURIComponent(value));
      }
      for (const intruder of cast) {
        const expected = intruder.expected(operation);
        if (expected === null) continue;
        const answer = await api(store, intruder.token).call(
          method,
          path,
          method === 'GET' ? {} : { body: {} },
        );
        asked += 1;
        if (answer.status !== expected || !statuses.includes(String(expected)))
          faults.push(
            `${name} by ${intruder.name}: ${answer.status} ${answer.body?.code}, wanted ${expected}`,
          );
      }
    }
    expect(faults).toEqual([]);
    expect(asked).toBeGreaterThan(routes.length * 10);
    expect(await auditEvents()).toBe(before);
  }, 300_000);

  it('is told apart from nothing by nobody outside', async () => {
    const outsider = cast.find(({ name }) => name === "another publisher's owner");
    for (const { method, path, access, name } of routes.filter((route) => namesIn(route.path).length === 1)) {
      const param = access.param ?? '';
      const ask = async (value: string) => {
        const body = method === 'GET' ? {} : { body: {} };
        const answer = await api(store, outsider?.token).call(
          method,
          path.replace(`{${param}}`, value),
          body,
        );
        const { instance: _, requestId: __, detail, ...rest } = answer.body as Record<string, string>;
        return { name, ...rest, detail: detail?.replace(value, 'ID') };
      };
      expect(await ask(await things.value(param))).toEqual(await ask('00000000-0000-7000-8000-000000000000'));
    }
  }, 120_000);

  describe('stands below other things', () => {
    let victim: Belongings;
    let thief: Belongings;
    beforeAll(async () => {
      victim = await belongingsOf(store, 'org.example.victim');
      thief = await belongingsOf(store, 'org.example.thief');
    }, 120_000);

    it('has a case for each route that names a second thing', () => {
      const nested = routes.filter(
        ({ path, access }) =>
          namesIn(path).filter((one) => one !== access.param && !NOBODYS.includes(one)).length > 0,
      );
      const missing = nested.map(({ name }) => name).filter((name) => NESTED_CASES[name] === undefined);
      const gone = Object.keys(NESTED_CASES).filter((name) => !routes.some((route) => route.name === name));
      if (missing.length + gone.length > 0)
        throw new Error(
          `test/support/bola/nested.ts has no case for: ${missing.join(', ') || '-'}; and cases of no route: ${gone.join(', ') || '-'}.`,
        );
    });

    it.each(Object.keys(NESTED_CASES))('%s finds nothing of another publisher', async (name) => {
      const route = routes.find((one) => one.name === name);
      const nested = NESTED_CASES[name];
      if (route === undefined || nested === undefined) throw new Error('no such route');
      const mine: Record<string, string> = { ...thief, publisherId: thief.owner.publisherId } as never;
      const values = { ...mine, ...nested.theirs(victim) };
      const path = namesIn(route.path).reduce(
        (filled, parameter) => filled.replace(`{${parameter}}`, values[parameter] ?? otherValue(parameter)),
        route.path,
      );
      const before = await auditEvents();
      const body = nested.body?.(victim);
      const options = body === undefined ? {} : { body };
      const headers = { 'content-type': 'application/octet-stream' };
      const answer = await api(store, thief.owner.token).call(
        route.method,
        path + (nested.file?.query ?? ''),
        nested.file === undefined ? options : { raw: new Uint8Array(nested.file.bytes), headers },
      );
      expect([answer.status, await auditEvents()]).toEqual([nested.status, before]);
    });
  });
});

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AccessMatrix, type Operation, operationsOf, walkAccess } from '../support/access-matrix/walk';
import { startTestApp, type TestApp } from '../support/test-app';

const FILE = join(__dirname, 'access-matrix.json');
const HOW = 'If that is meant, run `npm run matrix:update` and read the difference.';

/** Who may call what: every route as every role, against the committed matrix. */
describe('the access matrix', () => {
  let store: TestApp;
  let operations: Operation[];
  let actual: AccessMatrix;
  let committed: AccessMatrix;

  beforeAll(async () => {
    store = await startTestApp();
    operations = await operationsOf(store);
    actual = await walkAccess(store, operations);
    if (process.env.UPDATE_ACCESS_MATRIX === 'true')
      writeFileSync(FILE, `${JSON.stringify(actual, null, 2)}\n`);
    committed = existsSync(FILE) ? (JSON.parse(readFileSync(FILE, 'utf8')) as AccessMatrix) : {};
  }, 300_000);
  afterAll(() => store.close());

  it('has every route, and no other', () => {
    const missing = Object.keys(actual).filter((name) => committed[name] === undefined);
    const gone = Object.keys(committed).filter((name) => actual[name] === undefined);
    if (missing.length + gone.length > 0)
      throw new Error(
        `Not in test/e2e/access-matrix.json: ${missing.join(', ') || '-'}. In it, but no route: ${gone.join(', ') || '-'}. ${HOW}`,
      );
  });

  it('says of every role on every route what happens', () => {
    const differences = Object.entries(actual).flatMap(([name, row]) =>
      Object.entries(row)
        .filter(([role, cell]) => committed[name] !== undefined && committed[name][role] !== cell)
        .map(
          ([role, cell]) =>
            `${name} as ${role}: ${cell}, in the file ${committed[name]?.[role] ?? 'nothing'}`,
        ),
    );
    if (differences.length > 0) throw new Error(`${differences.join('\n')}\n${HOW}`);
  });

  it('lets nobody in without a token unless the route says so', () => {
    const open = operations
      .filter(({ name }) => actual[name]?.anonymous !== '401')
      .filter(({ access }) => access.kind !== 'public' && access.kind !== 'signed');
    expect(open.map(({ name }) => name)).toEqual([]);
  });

  it("hides a publisher's things from everybody outside its team, staff included", () => {
    const outside = ['consumer', 'other-owner', 'staff:admin', 'staff:legal', 'staff:support'];
    const seen = operations
      .filter(({ access }) => access.kind === 'publisher')
      .flatMap(({ name }) =>
        outside.filter((role) => actual[name]?.[role] !== '404').map((role) => `${name}: ${role}`),
      );
    expect(seen).toEqual([]);
  });

  it('lets an owner do everything in their publisher', () => {
    const refused = operations
      .filter(
        ({ access, name }) => access.kind === 'publisher' && actual[name]?.['publisher:owner'] !== 'allow',
      )
      .map(({ name }) => name);
    expect(refused).toEqual([]);
  });
});

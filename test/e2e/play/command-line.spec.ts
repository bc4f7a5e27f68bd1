import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aServiceAccount } from '../../support/machines';
import { openMarkets } from '../../support/markets';
import { newSigner, testPackage } from '../../support/packages';
import { api, aPublisherOwner, type Owner } from '../../support/people';
import { buildCommand, outcomeOf, runCommand, startCommand } from '../../support/play/command-line';
import { type FlakyNetwork, startFlakyNetwork } from '../../support/play/flaky-network';
import { publishing } from '../../support/publishing';
import { startTestApp, type TestApp } from '../../support/test-app';

const PACKAGE = 'org.example.cli';
/** More than one piece, so that a broken connection has something to go on behind. */
const NOISE_BYTES = 9_000_000;

/** `portolan`, as a process of its own, against a running store. */
describe('the command line of publishers', () => {
  let store: TestApp;
  let owner: Owner;
  let network: FlakyNetwork;
  let folder: string;
  let key: string;
  let built: ReturnType<typeof buildCommand>;
  const signer = newSigner();

  beforeAll(async () => {
    built = buildCommand();
    store = await startTestApp();
    await openMarkets(store, 'DE', 'FR');
    owner = await aPublisherOwner(store);
    const client = api(store, owner.token);
    const app = { packageName: PACKAGE, defaultLanguage: 'en-US', title: 'Commanded' };
    await client.post(`/androidpublisher/v3/developers/${owner.publisherId}/applications`, app);
    const scopes = ['apps:read', 'artifacts:write', 'releases:write'];
    const made = await client.post(`/v1/publishers/${owner.publisherId}/api-keys`, { name: 'ci', scopes });
    key = made.body.token;
    network = await startFlakyNetwork(store.url);
    folder = await mkdtemp(join(tmpdir(), 'portolan-cli-'));
    await mkdir(join(folder, 'notes'));
    await writeFile(join(folder, 'notes', 'en-US.txt'), 'Quicker.\n');
    await writeFile(join(folder, 'notes', 'whatsnew-de-DE'), 'Schneller.');
    await writeFile(join(folder, 'notes', 'README'), 'no note');
  });
  afterAll(async () => {
    built.remove();
    await network.close();
    await store.close();
    await rm(folder, { recursive: true, force: true });
  });
  beforeEach(() => network.reset());

  const environment = (more: Record<string, string> = {}) => ({
    PORTOLAN_URL: network.url,
    PORTOLAN_KEY: key,
    PORTOLAN_CACHE: join(folder, 'cache'),
    ...more,
  });
  const run = (args: readonly string[], env: Record<string, string>) => runCommand(built.main, args, env);
  const portolan = (...args: string[]) => run(args, environment());
  const file = async (versionCode: number, noise = 0, packageName = PACKAGE): Promise<string> => {
    const path = join(folder, `${packageName}-${versionCode}.apk`);
    const assets = { 'assets/noise': randomBytes(noise) };
    await writeFile(path, testPackage(packageName, versionCode, signer, noise > 0 ? { assets } : {}));
    return path;
  };
  /** The only line of `--json`. */
  const read = (stdout: string) => JSON.parse(stdout);
  const releases = () =>
    store.database.query<{ track: string }>(
      `SELECT r.status, r.track, r.share, r.notes FROM release r ORDER BY r.id`,
    );
  const approveAll = async (): Promise<void> => {
    const waiting = await store.database.query<{ id: string }>(
      `SELECT id FROM release WHERE status = 'submitted'`,
    );
    for (const { id: releaseId } of waiting) {
      await publishing(store).approve(releaseId);
    }
  };

  it('publishes a package with notes from files, after a dry run that changes nothing', async () => {
    const path = await file(1);
    const args = ['publish', path, '--notes', join(folder, 'notes')];
    const dry = await portolan(...args, '--dry-run');
    expect([dry.code, dry.stderr]).toEqual([0, '']);
    expect(dry.stdout).toBe(
      `Would publish ${PACKAGE} 1 on production (completed, notes in en-US de-DE). Nothing was changed.\n`,
    );
    expect(await releases()).toEqual([]);
    const [row] = await store.database.query<{ n: number }>(
      `SELECT (SELECT count(*) FROM artifact)::int + (SELECT count(*) FROM app_edit e WHERE e.status = 'open')::int AS n`,
    );
    expect(row?.n).toBe(0);

    const done = await portolan(...args);
    expect([done.code, done.stdout]).toEqual([
      0,
      `Published ${PACKAGE} 1 on production (completed, notes in en-US de-DE).\n1 release(s) wait for the store's reviewers.\n`,
    ]);
    expect(done.stderr).toContain('100 %');
    const notes = { 'en-US': 'Quicker.', 'de-DE': 'Schneller.' };
    expect(await releases()).toEqual([{ status: 'submitted', track: 'production', share: 1_000, notes }]);
    await approveAll();
  });

  it('goes on where a connection broke', async () => {
    const path = await file(2, NOISE_BYTES);
    network.cutAfter(6_000_000);
    const { code, stdout } = await portolan('publish', path, '--rollout', '10%', '--json');
    expect(code).toBe(0);
    expect(read(stdout)).toMatchObject({
      ...{ ok: true, versionCode: 2, status: 'inProgress', rollout: 10, uploaded: 'new' },
      submitted: [expect.any(String)],
    });
    // At most the piece that was under way is sent again.
    expect(network.sentBytes()).toBeGreaterThan(NOISE_BYTES);
    expect(network.sentBytes()).toBeLessThan(NOISE_BYTES + 4_300_000);
    await approveAll();
    const again = await portolan('publish', path, '--rollout', '50%', '--json');
    expect(read(again.stdout)).toMatchObject({ ok: true, uploaded: 'before', rollout: 50 });
    expect((await releases()).at(-1)).toMatchObject({ status: 'staged', share: 500 });
  });

  it('goes on where it was killed, also after the store was away for a while', async () => {
    const path = await file(3, NOISE_BYTES);
    const first = await new Promise((done) => {
      const child = startCommand(built.main, ['publish', path, '--track', 'internal'], environment());
      void outcomeOf(child).then(done);
      network.stallAfter(6_000_000, () => child.kill('SIGKILL'));
    });
    expect(first).toMatchObject({ code: null });
    expect(await readdir(join(folder, 'cache'))).toHaveLength(1);
    const app = `GET /androidpublisher/v3/applications/${PACKAGE}/edits/`;
    const [row] = await store.database.query<{ id: string }>(
      `SELECT e.id FROM app_edit e WHERE e.status = 'open'`,
    );
    for (const away of [app, `${app}${row?.id}/apks`]) {
      network.reset();
      network.refuse(away);
      const { code, stderr } = await portolan('publish', path, '--track', 'internal');
      expect([away, code, stderr]).toEqual([away, 6, expect.stringContaining('503')]);
    }
    network.reset();
    const second = await portolan('publish', path, '--track', 'internal', '--json');
    expect(read(second.stdout)).toMatchObject({ ok: true, versionCode: 3, uploaded: 'new' });
    expect(network.sentBytes()).toBeLessThan(NOISE_BYTES - 4_000_000);
    // Nothing is left to remember.
    expect(await readdir(join(folder, 'cache'))).toEqual([]);
  });

  it('goes on in the same edit when the store was away for the last steps, and commits once', async () => {
    const edits = `/androidpublisher/v3/applications/${PACKAGE}/edits/`;
    const open = () =>
      store.database.query<{ id: string }>(
        `SELECT e.id FROM app_edit e WHERE e.status = 'open' ORDER BY e.id`,
      );
    const path = await file(4);
    const args = ['publish', path, '--track', 'alpha'] as const;
    const before = await open();
    for (const [step, left] of [
      ['PATCH', /not on alpha yet.* goes on in edit /],
      ['POST', /whether edit .* put it on alpha is not known/],
    ] as const) {
      network.reset();
      network.refuse(`${step} ${edits}`);
      const { code, stdout } = await portolan(...args, '--json');
      expect(code).toBe(6);
      const refusal = read(stdout);
      expect(refusal).toMatchObject({ ok: false, exitCode: 6, code: 'http-503' });
      const [edit, ...others] = (await open()).filter(({ id }) => !before.some((one) => one.id === id));
      expect([refusal.message, others]).toEqual([expect.stringMatching(left), []]);
      expect(refusal.message).toContain(edit?.id);
    }
    // Something else is not done along with it.
    network.reset();
    const other = await portolan('publish', path, '--track', 'beta', '--json');
    expect(read(other.stdout)).toMatchObject({ ok: true, track: 'beta', uploaded: 'before' });
    expect((await releases()).filter(({ track }) => track === 'alpha')).toEqual([]);
    const left = (await open()).filter(({ id }) => !before.some((one) => one.id === id));
    expect(left).toHaveLength(1);

    // Committed, and the answer lost.
    network.loseAnswer(`POST ${edits}`);
    const done = await portolan(...args, '--json');
    expect([done.code, read(done.stdout)]).toMatchObject([
      0,
      { ok: true, track: 'alpha', next: [expect.stringContaining('lost')] },
    ]);
    expect((await releases()).filter(({ track }) => track === 'alpha')).toHaveLength(1);
    expect(await open()).toEqual(before);
    expect(await readdir(join(folder, 'cache'))).toEqual([]);
  });

  it('says what is live where, and why not elsewhere', async () => {
    const { code, stdout } = await portolan('status', PACKAGE);
    expect(code).toBe(0);
    expect(stdout).toContain('  production: 2 staged to 50 %');
    expect(stdout).toContain('  production: 1 live');
    expect(stdout).toContain('  internal: 3 submitted');
    expect(stdout).toMatch(/ {2}not in \d+: COMMERCIAL\.NOT_SELECTED_BY_PUBLISHER \(/);
    const json = read((await portolan('status', PACKAGE, '--json')).stdout);
    expect(json.regions.find((one: { regionCode: string }) => one.regionCode === 'DE')).toMatchObject({
      available: false,
    });
  });

  it('takes the key file of a service account, by path or as it is', async () => {
    const robot = await aServiceAccount(store, owner, { permissions: ['apps:read'] });
    const keyFile = join(folder, 'key.json');
    await writeFile(keyFile, JSON.stringify(robot.keyFile));
    for (const value of [keyFile, JSON.stringify(robot.keyFile)]) {
      const { code } = await run(['status', PACKAGE], environment({ PORTOLAN_KEY: value }));
      expect(code).toBe(0);
    }
    // It may read, and not publish.
    const refused = await run(['publish', await file(9)], environment({ PORTOLAN_KEY: keyFile }));
    expect([refused.code, refused.stderr]).toEqual([
      4,
      'The caller does not have permission. [permission-required]\n',
    ]);
  });

  describe('leaves the edit alone', () => {
    const newest = async () => {
      const [row] = await store.database.query<{ id: string; status: string }>(
        `SELECT e.id, e.status FROM app_edit e ORDER BY e.id DESC LIMIT 1`,
      );
      return row;
    };
    const statusOf = async (id = '') =>
      (
        await store.database.query<{ status: string }>('SELECT e.status FROM app_edit e WHERE e.id = $1', [
          id,
        ])
      )[0]?.status;
    beforeEach(approveAll);

    it('that an ended run left with another wish', async () => {
      const path = await file(20);
      network.refuse(`PATCH /androidpublisher/v3/applications/${PACKAGE}/edits/`);
      expect((await portolan('publish', path, '--track', 'beta', '--name', 'One')).code).toBe(6);
      network.reset();
      const left = await newest();
      expect(left?.status).toBe('open');
      const other = await portolan('publish', path, '--track', 'beta', '--name', 'Two', '--json');
      expect(read(other.stdout)).toMatchObject({ ok: true, uploaded: expect.any(String) as string });
      expect(await statusOf(left?.id)).toBe('open');
      expect((await newest())?.id).not.toBe(left?.id);
    });

    it('in which another run is at work', async () => {
      const path = await file(21, NOISE_BYTES);
      const args = ['publish', path, '--track', 'beta'];
      const child = startCommand(built.main, [...args, '--name', 'One'], environment());
      const ended = outcomeOf(child);
      await new Promise<void>((done) => {
        network.stallAfter(6_000_000, () => {
          child.kill('SIGSTOP');
          done();
        });
      });
      const busy = await newest();
      network.reset();
      for (const name of ['Two', 'One']) {
        const { stdout } = await portolan(...args, '--name', name, '--json');
        expect([name, read(stdout)]).toMatchObject([name, { versionCode: 21 }]);
        expect(await statusOf(busy?.id)).toBe('open');
        await approveAll();
      }
      child.kill('SIGKILL');
      await ended;
    });
  });

  describe('ends with a code for each kind of refusal', () => {
    const bad = async (name: string, content: string) => {
      await writeFile(join(folder, name), content);
      return join(folder, name);
    };
    it.each([
      ['no file', async () => ['publish', '/nowhere.apk'], 2, 'usage'],
      ['a share of nothing', async () => ['publish', 'x.apk', '--rollout', '0%'], 2, 'usage'],
      ['a word that it does not know', async () => ['publish', 'x.apk', '--rolout', '1%'], 2, 'usage'],
      ['no package', async () => ['publish', await bad('no.apk', 'nothing')], 3, 'apk-not-a-zip'],
      [
        'a version that was used',
        async () => ['publish', await file(2)],
        3,
        'artifact-version-code-not-higher',
      ],
      [
        'an app that nobody has',
        async () => ['publish', await file(1, 0, 'org.example.other')],
        7,
        'package-not-found',
      ],
      [
        'a track that is not there',
        async () => ['publish', await file(28), '--track', 'nowhere'],
        7,
        'track-not-found',
      ],
    ] as const)('%s', async (_what, args, exitCode, code) => {
      const outcome = await portolan(...(await args()), '--json');
      expect(outcome.code).toBe(exitCode);
      expect(read(outcome.stdout)).toMatchObject({ ok: false, exitCode, code });
    });

    it('nobody known, and no store', async () => {
      const unknown = await run(['status', PACKAGE], environment({ PORTOLAN_KEY: `ptk_${'x'.repeat(50)}` }));
      expect(unknown.code).toBe(4);
      const nowhere = await run(['status', PACKAGE], environment({ PORTOLAN_URL: 'http://127.0.0.1:65530' }));
      expect([nowhere.code, nowhere.stderr]).toEqual([6, expect.stringContaining('[store-unreachable]')]);
      for (const secret of ['pkt_mistyped-secret', 'Bearer ptk_secret']) {
        const mistyped = await run(['status', PACKAGE], environment({ PORTOLAN_KEY: secret }));
        expect([mistyped.code, mistyped.stderr]).toEqual([2, expect.stringContaining('PORTOLAN_KEY')]);
        expect(mistyped.stdout + mistyped.stderr).not.toContain('secret');
      }
      const pasted = await run(['status', PACKAGE], environment({ PORTOLAN_KEY: ` ${key}\n` }));
      expect([pasted.code, pasted.stderr]).toEqual([0, '']);
      for (const address of [
        'https://ci:hush-secret@store.example',
        'ftp://ci:hush-secret@store.example',
        'https://store.example:hush-secret',
        'https://store.example/?key=hush-secret',
        'hush-secret',
      ]) {
        const wrong = await run(['status', PACKAGE], environment({ PORTOLAN_URL: address }));
        expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('PORTOLAN_URL')]);
        expect(wrong.stdout + wrong.stderr).not.toContain('hush-secret');
      }
      const none = await run(['status', PACKAGE], {});
      expect([none.code, none.stderr]).toEqual([2, expect.stringContaining('PORTOLAN_KEY')]);
    });
  });
});

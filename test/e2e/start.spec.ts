import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const LAUNCHER = resolve('dist/tools/start/start.js');
const README = readFileSync('README.md', 'utf8');
const hasShell = ['bash', 'curl', 'sha256sum'].every((name) => onPath(name));

/** What `npm start` runs, as a process of its own with a state folder of its own. */
describe('npm start', () => {
  const state = mkdtempSync(join(tmpdir(), 'portolan-start-'));
  let port: number;

  beforeAll(async () => {
    if (!existsSync(LAUNCHER)) execFileSync('npm', ['run', '--silent', 'build']);
    port = await freePort();
    // Otherwise a root user's database would go to a folder that outlives the test.
    chmodSync(state, 0o755);
  });
  afterAll(() => rmSync(state, { recursive: true, force: true }));

  it('gives one clear line when the port is taken', async () => {
    const holder = await listenOn(port);
    const { code, stderr } = await ended(launch());
    await new Promise((done) => holder.close(done));
    expect(code).toBe(1);
    expect(stderr.trim()).toBe(`Port ${port} is taken: stop what listens there, or set PORT to another.`);
  });

  it('gives one clear line when the database cannot be reached', async () => {
    const dead = await freePort();
    const { code, stderr } = await ended(
      launch({ DATABASE_URL: `postgres://nobody@127.0.0.1:${dead}/nowhere` }),
    );
    expect(code).toBe(1);
    expect(stderr.trim()).toBe(
      `The database 127.0.0.1:${dead}/nowhere of DATABASE_URL cannot be reached: connect ECONNREFUSED 127.0.0.1:${dead}`,
    );
  });

  it('brings up a store, follows the README, and stops without a trace', async () => {
    const launcher = launch();
    const banner = await ready(launcher);
    expect(banner).toContain('Portolan is ready.');
    expect(banner).toContain('anna@example.com');
    expect(banner).toContain(`data kept in ${relative('.', state)} `);
    expect((await fetch(`http://127.0.0.1:${port}/health/ready`)).status).toBe(200);
    if (hasShell) expect(tour()).toBe(expectedOutput());
    else process.stdout.write('skipped: the tour needs bash, curl and sha256sum\n');
    const children = descendantsOf(launcher.pid ?? 0);
    expect(children.length).toBeGreaterThanOrEqual(3);
    launcher.kill('SIGINT');
    expect((await ended(launcher)).code).toBe(0);
    expect(children.filter(isAlive)).toEqual([]);
  });

  it('keeps the data, and leaves no process when the launcher is killed outright', async () => {
    const launcher = launch();
    const banner = await ready(launcher);
    expect(banner).not.toContain('Seeding');
    const shelf = await fetch(`http://127.0.0.1:${port}/v1/storefront/DE/apps?q=aurora`);
    expect(((await shelf.json()) as { data: unknown[] }).data.length).toBeGreaterThan(0);
    const children = descendantsOf(launcher.pid ?? 0);
    launcher.kill('SIGKILL');
    for (let i = 0; i < 100 && children.some(isAlive); i += 1) await wait(100);
    expect(children.filter(isAlive)).toEqual([]);
  });

  function launch(environment: Record<string, string> = {}): ChildProcess {
    const { DATABASE_URL: _, STRIPE_SECRET_KEY: __, NODE_ENV: ___, ...inherited } = process.env;
    return spawn(process.execPath, [LAUNCHER], {
      env: { ...inherited, PORT: String(port), STATE_DIRECTORY: state, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  function tour(): string {
    const script = blocks()
      .filter(({ language }) => language === 'sh')
      .map(({ text }) => text);
    const API_PORT = String(port);
    return execFileSync('bash', ['-e', '-c', script.join('\n')], {
      encoding: 'utf8',
      env: { ...process.env, PORT: API_PORT },
    });
  }

  function expectedOutput(): string {
    return blocks()
      .filter(({ language }) => language === '')
      .map(({ text }) => text)
      .join('');
  }
});

/** The fenced blocks of the README's tour, in order. */
function blocks(): { language: string; text: string }[] {
  const part = README.slice(README.indexOf('<!-- tour'), README.indexOf('<!-- /tour'));
  return [...part.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(([, language = '', text = '']) => ({
    language,
    text,
  }));
}

function ready(launcher: ChildProcess): Promise<string> {
  return new Promise((done, fail) => {
    let output = '';
    launcher.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes('Ctrl-C stops everything.')) done(output);
    });
    launcher.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    launcher.once('exit', () => fail(new Error(`The launcher ended:\n${output}`)));
  });
}

function ended(launcher: ChildProcess): Promise<{ code: number | null; stderr: string }> {
  let stderr = '';
  launcher.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  return new Promise((done) => launcher.once('close', (code) => done({ code, stderr })));
}

function descendantsOf(pid: number): number[] {
  const table = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const children = table.filter(([, parent]) => parent === pid).map(([child = 0]) => child);
  return [...children, ...children.flatMap(descendantsOf)];
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function listenOn(port: number): Promise<Server> {
  return new Promise((done) => {
    const server = createServer();
    server.listen(port, '127.0.0.1', () => done(server));
  });
}

async function freePort(): Promise<number> {
  const probe = await listenOn(0);
  const address = probe.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  await new Promise((done) => probe.close(done));
  return port;
}

function onPath(name: string): boolean {
  return (process.env.PATH ?? '').split(':').some((folder) => existsSync(join(folder, name)));
}

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '../../..');

describe('The process', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'sandbox-main-'));
    const swc = join(ROOT, 'node_modules/@swc/cli/bin/swc.js');
    const source = ['apps/stripe-sandbox/src', '--config-file', '.swcrc', '-q'];
    execFileSync(process.execPath, [swc, ...source, '-d', folder], { cwd: ROOT });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const children: ChildProcess[] = [];
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
  });

  const start = (env: Record<string, string>, ipc = false): ChildProcess => {
    const child = spawn(process.execPath, [join(folder, 'apps/stripe-sandbox/src/main.js')], {
      env: { PATH: process.env.PATH, NODE_PATH: join(ROOT, 'node_modules'), ...env },
      stdio: ['pipe', 'pipe', 'pipe', ...(ipc ? (['ipc'] as const) : [])],
    });
    children.push(child);
    return child;
  };
  const firstLine = (child: ChildProcess): Promise<string> =>
    new Promise((resolve, reject) => {
      child.stdout?.once('data', (chunk: Buffer) => resolve(chunk.toString('utf8')));
      child.once('exit', (code) => reject(new Error(`The process ended at once with ${code}`)));
    });
  const exit = (child: ChildProcess): Promise<number | null> =>
    new Promise((resolve) => child.once('exit', (code) => resolve(code)));
  const addressIn = (line: string): string => /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0] ?? '';

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'prints one line with its address and stops on %s',
    async (signal) => {
      const child = start({});
      const line = await firstLine(child);
      expect(line).toMatch(/^Stripe sandbox on http:\/\/127\.0\.0\.1:\d+ .*\n$/);
      expect((await fetch(`${addressIn(line)}/sandbox/health`)).status).toBe(200);
      child.kill(signal);
      expect(await exit(child)).toBe(0);
    },
  );

  it('stops when its parent goes away', async () => {
    const withChannel = start({}, true);
    const ready = new Promise((resolve) => withChannel.once('message', resolve));
    const url = addressIn(await firstLine(withChannel));
    expect(await ready).toMatchObject({ url, secretKey: expect.stringMatching(/^sk_test_/) });
    withChannel.disconnect();
    expect(await exit(withChannel)).toBe(0);
    const withStdin = start({ STRIPE_SANDBOX_STOP_WITH_STDIN: '1' });
    await firstLine(withStdin);
    withStdin.stdin?.end();
    expect(await exit(withStdin)).toBe(0);
  });

  it('says in one line why it cannot start', async () => {
    const taken = createServer();
    const port = await new Promise<number>((resolve) =>
      taken.listen(0, '127.0.0.1', () => resolve((taken.address() as { port: number }).port)),
    );
    const cases: Record<string, string>[] = [
      { STRIPE_SANDBOX_PORT: String(port) },
      { STRIPE_SANDBOX_PORT: 'http' },
      { STRIPE_SANDBOX_WEBHOOK_URL: 'http://127.0.0.1:1/' },
    ];
    for (const env of cases) {
      const child = start(env);
      let errors = '';
      child.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString('utf8')));
      expect(await exit(child)).toBe(1);
      expect(errors).toMatch(/^Stripe sandbox: [^\n]+\n$/);
    }
    taken.close();
  });
});

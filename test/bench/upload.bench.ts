import { makeSigner, writePackage } from '@portolan/catalog';
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  createReadStream,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Report } from './report';

const MIB = 1024 * 1024;
const BYTES = 1024 * MIB;
const PACKAGE = 'org.example.large';
const APK = 'application/vnd.android.package-archive';
const MEMORY_ABOVE_IDLE_MIB = 200;

/**
 * A package of 1 GiB uploaded over HTTP to the store that `npm start` runs, in a folder of its own: how much memory the
 * API needs above what it has when idle, and how long it takes beside `sha256sum` of the same file. Linux only, for it
 * reads /proc.
 */
async function main(): Promise<void> {
  if (process.platform !== 'linux') return console.log('upload: skipped: needs /proc');
  const folder = mkdtempSync(join(tmpdir(), 'portolan-upload-'));
  chmodSync(folder, 0o755);
  let launcher: ChildProcess | undefined;
  try {
    const file = join(folder, 'large.apk');
    writeFileSync(file, largePackage());
    const port = await freePort();
    launcher = await launch(join(folder, 'state'), port);
    const api = apiProcessOf(launcher.pid ?? 0);
    const { appId, token } = await anApp(port);
    await wait(2_000);
    const report = new Report('upload');
    const idle = residentMiB(api, 'VmRSS');
    writeFileSync(`/proc/${api}/clear_refs`, '5');
    const sum = seconds(() => execFileSync('sha256sum', [file]));
    const began = process.hrtime.bigint();
    const status = await upload(port, appId, token, file);
    const took = Number(process.hrtime.bigint() - began) / 1e9;
    if (status !== 201) throw new Error(`the upload was answered ${status}`);
    const peak = residentMiB(api, 'VmHWM');
    report.add('memory of the API when idle', 'MiB', [idle]);
    report.add('memory above idle during an upload of 1 GiB', 'MiB', [peak - idle], {
      target: MEMORY_ABOVE_IDLE_MIB,
    });
    report.add('sha256sum of the file', 's', [sum]);
    report.add('upload, inspection and keeping of the file', 's', [took]);
    report.add('upload as a multiple of sha256sum', 'x', [took / sum]);
    report.finish({ bytes: statSync(file).size });
  } finally {
    if (launcher !== undefined && launcher.exitCode === null) {
      launcher.kill('SIGINT');
      await once(launcher, 'exit');
    }
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Stored, as games store what is compressed already. */
function largePackage(): Buffer {
  return writePackage(
    {
      packageName: PACKAGE,
      versionCode: 1,
      versionName: '1',
      label: 'Large',
      minSdk: 24,
      targetSdk: 34,
      assets: { 'assets/data': Buffer.alloc(BYTES, randomBytes(MIB)) },
    },
    makeSigner('Bench'),
  );
}

async function launch(state: string, port: number): Promise<ChildProcess> {
  const launcher = spawn(process.execPath, [resolve('dist/tools/start/start.js')], {
    env: { ...process.env, PORT: String(port), STATE_DIRECTORY: state, DATABASE_URL: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  for await (const chunk of launcher.stdout as AsyncIterable<Buffer>) {
    output += chunk.toString();
    if (output.includes('Portolan is ready.')) break;
  }
  if (!output.includes('Portolan is ready.')) throw new Error('The store did not start.');
  return launcher;
}

/** The process below the launcher that runs the API. */
function apiProcessOf(launcher: number): number {
  const found = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .find((pid) => {
      try {
        const parent = Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
        return (
          parent === launcher && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('apps/api/src/main.js')
        );
      } catch {
        // It ended meanwhile.
        return false;
      }
    });
  if (found === undefined) throw new Error('The API was not found.');
  return Number(found);
}

function residentMiB(pid: number, field: 'VmRSS' | 'VmHWM'): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(new RegExp(`${field}:\\s+(\\d+) kB`).exec(status)?.[1]) / 1024;
}

async function anApp(port: number): Promise<{ appId: string; token: string }> {
  const post = async (path: string, body: object, token?: string): Promise<Record<string, string>> => {
    const answer = await fetch(`http://127.0.0.1:${port}/v1${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'idempotency-key': randomBytes(8).toString('hex'),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as Record<string, string>;
  };
  const person = { email: 'bench@example.org', password: 'a lighthouse at sea' };
  await post('/auth/register', { ...person, displayName: 'Bench', homeMarket: 'DE' });
  const { accessToken: token = '' } = await post('/auth/login', person);
  const publisher = { name: 'Bench', country: 'DE', contactEmail: person.email };
  const { id: publisherId } = await post('/publishers', publisher, token);
  const app = { packageName: PACKAGE, defaultLocale: 'en', category: 'app/tools', pricing: 'free' };
  const { id: appId = '' } = await post(`/publishers/${publisherId}/apps`, app, token);
  return { appId, token };
}

async function upload(port: number, appId: string, token: string, file: string): Promise<number> {
  const sent = request({
    host: '127.0.0.1',
    port,
    method: 'POST',
    path: `/v1/apps/${appId}/artifacts`,
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': APK,
      'content-length': statSync(file).size,
    },
  });
  createReadStream(file, { highWaterMark: MIB }).pipe(sent);
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  answer.resume();
  await once(answer, 'end');
  return answer.statusCode ?? 0;
}

function seconds(run: () => void): number {
  const began = process.hrtime.bigint();
  run();
  return Number(process.hrtime.bigint() - began) / 1e9;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  await new Promise((done) => probe.close(done));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

void main();

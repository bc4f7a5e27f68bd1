import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findInstallation, type Installation } from './binaries';

const run = promisify(execFile);

export interface EmbeddedPostgresOptions {
  /** Folder for the data, kept between starts. */
  directory: string;
  /** Data that may be lost with the machine: no fsync. For tests. */
  disposable?: boolean;
}

export interface EmbeddedPostgres {
  /** Address of the server's `postgres` database. */
  url: string;
  stop: () => Promise<void>;
}

/**
 * Starts a Postgres server of our own on a free loopback port, making its data folder on the first start.
 * The server is stopped by `stop()`, and by itself when this process dies (see guard.js).
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const installation = await findInstallation(options.directory);
  const data = join(installation.dataRoot, 'data');
  await refuseSecondStart(data);
  if (!existsSync(join(data, 'PG_VERSION')))
    await initialise(installation, data, options.disposable ?? false);
  const port = await freePort();
  const server = await launch(installation, data, port, options.disposable ?? false);
  return { url: addressOf(port), stop: () => stop(server) };
}

/** The address of the server that runs on this folder's data just now, e.g. that of `npm start` beside; null if none does. */
export async function runningServerUrl(directory: string): Promise<string | null> {
  const { dataRoot } = await findInstallation(directory);
  const data = join(dataRoot, 'data');
  const [pid, , , port] = (await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  if (!(await isServer(Number(pid), data))) return null;
  return addressOf(Number(port));
}

function addressOf(port: number): string {
  return `postgres://portolan@127.0.0.1:${port}/postgres`;
}

/** Trust on loopback is right for a developer's machine; a store that sells sets DATABASE_URL. */
async function initialise(installation: Installation, data: string, disposable: boolean): Promise<void> {
  await rm(data, { recursive: true, force: true });
  await mkdir(data, { recursive: true, mode: 0o700 });
  if (installation.uid !== undefined && installation.gid !== undefined) {
    await chmod(installation.dataRoot, 0o755);
    await chown(data, installation.uid, installation.gid);
  }
  const flags = [
    '--username=portolan',
    '--auth=trust',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
  ];
  await run(installation.initdb, ['-D', data, ...flags, ...(disposable ? ['--no-sync'] : [])], {
    ...identity(installation),
    cwd: '/',
  });
}

function identity({ uid, gid }: Installation): { uid?: number; gid?: number } {
  return uid === undefined ? {} : { uid, gid };
}

async function refuseSecondStart(data: string): Promise<void> {
  const lines = await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number(lines.split('\n')[0]);
  if (await isServer(pid, data))
    throw new Error(
      `The embedded Postgres of this folder runs already (process ${pid}): stop the other start first.`,
    );
}

/** The note of a server that died may name a process that is something else by now. */
async function isServer(pid: number, data: string): Promise<boolean> {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return command.includes(data);
}

function launch(
  installation: Installation,
  data: string,
  port: number,
  disposable: boolean,
): Promise<ChildProcess> {
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=200',
    'timezone=UTC',
    'log_min_messages=warning',
    'jit=off',
  ];
  const careless = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];
  const flags = [...settings, ...(disposable ? careless : [])].flatMap((setting) => ['-c', setting]);
  const command = [installation.postgres, '-D', data, '-p', String(port), ...flags];
  return new Promise((resolve, reject) => {
    const server = spawn(
      process.execPath,
      [join(__dirname, 'guard.js'), JSON.stringify({ command, ...identity(installation) })],
      {
        stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
        detached: true,
      },
    );
    let output = '';
    const watch = (chunk: Buffer): void => {
      output = (output + chunk.toString()).slice(-4_000);
      if (!output.includes('database system is ready to accept connections')) return;
      server.stderr?.off('data', watch).resume();
      server.off('exit', failed);
      resolve(server);
    };
    const failed = (): void => reject(new Error(`The embedded Postgres did not start:\n${output}`));
    server.stderr?.on('data', watch);
    server.once('exit', failed);
  });
}

async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  const gone = new Promise((resolve) => server.once('exit', resolve));
  if (server.connected) server.disconnect();
  await gone;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

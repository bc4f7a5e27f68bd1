import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

export interface CommandOutcome {
  code: number | null;
  stdout: string;
  stderr: string;
}

const SWC = resolve('node_modules/@swc/cli/bin/swc.js');
const STATE = resolve('.portolan');

/** `portolan` as `npm run build` makes it, in a folder that `remove` takes away. */
export function buildCommand(): { main: string; remove: () => void } {
  mkdirSync(STATE, { recursive: true });
  const folder = mkdtempSync(join(STATE, 'command-line-'));
  execFileSync(process.execPath, [
    SWC,
    'apps/cli',
    'libs',
    '-d',
    folder,
    '--quiet',
    '--ignore',
    '**/*.spec.ts',
  ]);
  return {
    main: join(folder, 'apps/cli/src/main.js'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Starts it as a process of its own, with nothing in its environment but what is given and a PATH. */
export function startCommand(
  main: string,
  args: readonly string[],
  environment: Record<string, string>,
): ChildProcess {
  return spawn(process.execPath, [main, ...args], {
    env: { PATH: process.env.PATH, HOME: '/nowhere', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** What it says, and how it ends. */
export function outcomeOf(child: ChildProcess): Promise<CommandOutcome> {
  let [stdout, stderr] = ['', ''];
  child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  return new Promise((done, reject) => {
    child.once('error', reject);
    child.once('close', (code) => done({ code, stdout, stderr }));
  });
}

export function runCommand(
  main: string,
  args: readonly string[],
  environment: Record<string, string>,
): Promise<CommandOutcome> {
  return outcomeOf(startCommand(main, args, environment));
}

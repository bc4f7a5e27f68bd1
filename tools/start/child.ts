import { type ChildProcess, fork } from 'node:child_process';

export interface Child {
  /** The first message that the child sent: it is ready. */
  ready: Record<string, unknown>;
  process: ChildProcess;
  stop(): Promise<void>;
}

export interface ChildOptions {
  name: string;
  /** Compiled entry point. */
  file: string;
  env: NodeJS.ProcessEnv;
  /** Called when the child ends without having been asked to. */
  onUnexpectedExit: (reason: string) => void;
}

const STOP_PATIENCE_MS = 12_000;

/**
 * Starts a process of ours and waits for its first message. It gets a process group of its own, so that Ctrl-C
 * reaches only the launcher, which then stops the children in order; each child also ends when its channel to us closes.
 */
export function startChild(options: ChildOptions): Promise<Child> {
  const child = fork(options.file, [], {
    env: options.env,
    detached: true,
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
  });
  let errors = '';
  child.stderr?.on('data', (chunk: Buffer) => (errors = (errors + chunk.toString()).slice(-4_000)));
  return new Promise((resolve, reject) => {
    let stopping = false;
    let ready = false;
    child.once('message', (message) => {
      ready = true;
      child.stderr?.on('data', (chunk: Buffer) => process.stderr.write(chunk));
      resolve({
        ready: message as Record<string, unknown>,
        process: child,
        stop: () => {
          stopping = true;
          return stopChild(child);
        },
      });
    });
    child.once('exit', (code) => {
      const reason = errors.trim() === '' ? `${options.name} ended with code ${code}.` : errors.trim();
      if (!ready) reject(new Error(reason));
      else if (!stopping) options.onUnexpectedExit(reason);
    });
  });
}

function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const impatience = setTimeout(() => child.kill('SIGKILL'), STOP_PATIENCE_MS);
    child.once('exit', () => {
      clearTimeout(impatience);
      resolve();
    });
    child.kill('SIGTERM');
  });
}

/** Runs a process of ours to its end, showing what it prints. @throws Error with what it wrote to stderr. */
export function runChild(options: Omit<ChildOptions, 'onUnexpectedExit'>): Promise<void> {
  const child = fork(options.file, [], {
    env: options.env,
    detached: true,
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
  });
  let errors = '';
  child.stderr?.on('data', (chunk: Buffer) => (errors = (errors + chunk.toString()).slice(-8_000)));
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => {
      if (code === 0) resolve();
      else
        reject(new Error(errors.trim() === '' ? `${options.name} ended with code ${code}.` : errors.trim()));
    });
  });
}

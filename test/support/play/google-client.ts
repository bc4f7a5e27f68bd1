import type { KeyFile } from '@portolan/accounts';
import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** One call of the library: `edits.tracks.update`, its parameters, a body or a file. `{ $: '0.id' }` is from an earlier outcome. */
export interface Step {
  call: string;
  params?: Record<string, unknown>;
  body?: unknown;
  file?: string;
  mimeType?: string;
}

export interface Outcome {
  call: string;
  status: number;
  // Tests look into answers of any shape; the assertions are what checks them.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  data?: any;
  error?: { code: number; message: string; status: string; errors: { reason: string; domain: string }[] };
}

/** Runs the steps by Google's own library in a process with this environment. */
export function runGoogleClient(
  plan: { rootUrl?: string; keyFile: KeyFile; steps: readonly Step[] },
  environment: Record<string, string>,
): Promise<Outcome[]> {
  const child = spawn(process.execPath, [join(__dirname, 'official-client.js')], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...environment, NODE_OPTIONS: '' },
    timeout: 120_000,
  });
  let [output, errors] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  child.stdin.end(JSON.stringify(plan));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve(JSON.parse(output) as Outcome[]);
      else reject(new Error(`The client ended with ${code}:\n${errors}`));
    });
  });
}

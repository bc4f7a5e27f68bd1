import { execFile, execFileSync } from 'node:child_process';
import { promisify } from 'node:util';

const CONNECTIONS = 16;
export const SECONDS = 2;

/** wrk if it is installed, because it takes less of a machine of two cores; else autocannon. */
export const tool: 'wrk' | 'autocannon' = hasWrk() ? 'wrk' : 'autocannon';

/** Requests a second, of a load that is bounded in connections and time. @throws if any answer was not 200. */
export async function requestsPerSecond(url: string): Promise<number> {
  return tool === 'wrk' ? byWrk(url) : byAutocannon(url);
}

async function byWrk(url: string): Promise<number> {
  const parameters = ['-t', '1', '-c', String(CONNECTIONS), '-d', `${SECONDS}s`, url];
  const { stdout } = await promisify(execFile)('wrk', parameters);
  const rate = /Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1];
  if (rate === undefined || stdout.includes('Non-2xx')) throw new Error(`The load failed:\n${stdout}`);
  return Number(rate);
}

async function byAutocannon(url: string): Promise<number> {
  // It brings no types along.
  const name: string = 'autocannon';
  const { default: autocannon } = (await import(name)) as { default: (options: object) => Promise<Report> };
  const result = await autocannon({
    url,
    connections: CONNECTIONS,
    duration: SECONDS,
  });
  if (result.non2xx + result.errors > 0)
    throw new Error(`The load failed: ${result.non2xx} refusals, ${result.errors} errors.`);
  return result.requests.average;
}

interface Report {
  non2xx: number;
  errors: number;
  requests: { average: number };
}

function hasWrk(): boolean {
  try {
    execFileSync('which', ['wrk'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

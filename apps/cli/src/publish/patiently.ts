import { setTimeout as wait } from 'node:timers/promises';
import { Failure } from '../failure';

const MOST_TRIES = 4;
const FIRST_WAIT_MS = 500;

/**
 * Asks again what may be asked twice while the store does not answer, for some seconds.
 * @param ask gets the number of the try, from 1.
 * @throws what the last try threw.
 */
export async function patiently<T>(ask: (attempt: number) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ask(attempt);
    } catch (error) {
      const isAway = error instanceof Failure && error.exit === 'unreachable';
      if (!isAway || attempt >= MOST_TRIES) throw error;
      await wait(FIRST_WAIT_MS * 2 ** (attempt - 1));
    }
  }
}

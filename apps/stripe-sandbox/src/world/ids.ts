import { createHash } from 'node:crypto';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** The counters behind the ids handed out so far, by prefix. */
export interface IdState {
  seed: string;
  counters: Record<string, number>;
}

/**
 * Ids derived from a seed and one counter a prefix: the same seed and the same calls give the same
 * ids, and reading a list (which only spends request ids) does not shift those of the payments.
 */
export class IdFactory {
  private counters: Record<string, number> = {};

  constructor(private seed: string) {}

  /** `pi_` plus 24 letters and digits, and so on for each prefix. */
  next(prefix: string, length = 24): string {
    return `${prefix}_${this.secret(prefix, length)}`;
  }

  /** Unguessable as long as the seed is: the tails of client secrets and signing secrets. */
  secret(purpose: string, length: number): string {
    const count = (this.counters[purpose] ?? 0) + 1;
    this.counters[purpose] = count;
    const digest = createHash('sha512').update(`${this.seed}\n${purpose}\n${count}`).digest();
    return Array.from(digest.subarray(0, length), (byte) => ALPHABET[byte % ALPHABET.length]).join('');
  }

  dump(): IdState {
    return { seed: this.seed, counters: { ...this.counters } };
  }

  load(state: IdState): void {
    this.seed = state.seed;
    this.counters = { ...state.counters };
  }
}

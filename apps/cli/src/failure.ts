/** What a script can tell apart by the exit code. */
export const EXIT = {
  done: 0,
  /** A fault of this program. */
  unexpected: 1,
  /** Arguments, environment or files of the caller. */
  usage: 2,
  /** The package is refused: here, or by the store. */
  package: 3,
  /** Nobody known, or one who may not. */
  forbidden: 4,
  /** Somebody else was first, or the state does not allow it. */
  conflict: 5,
  /** The store does not answer, or not as it should; trying again may help. */
  unreachable: 6,
  /** Any other refusal of the store. */
  refused: 7,
} as const;
export type ExitName = keyof typeof EXIT;

/** An end that the caller can act on. `code` is stable, kebab-case: the store's own where the store refused. */
export class Failure extends Error {
  constructor(
    readonly exit: ExitName,
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'Failure';
  }
}

export const usage = (message: string): Failure => new Failure('usage', 'usage', message);

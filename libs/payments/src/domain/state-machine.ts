import { DomainError } from '@portolan/platform';

/** From each state, the states that may follow. `new` is where everything begins. */
export type Transitions<State extends string> = Readonly<Record<State | 'new', readonly State[]>>;

/** Whether the table has that step. */
export function mayMove<State extends string>(table: Transitions<State>, from: State, to: State): boolean {
  return (table[from] as readonly State[]).includes(to);
}

/** @throws DomainError `<subject>-state-conflict` (409) for a step that the table does not have. */
export function assertMove<State extends string>(
  subject: string,
  table: Transitions<State>,
  from: State,
  to: State,
): void {
  if (mayMove(table, from, to)) return;
  throw new DomainError(
    'conflict',
    `${subject}-state-conflict`,
    `The ${subject} is ${from}; it cannot become ${to}.`,
  );
}

/** Every step as the CHECK constraints spell it: `pending>paid`, and `>pending` for the first state. */
export function stepsOf<State extends string>(table: Transitions<State>): string[] {
  return Object.entries<readonly State[]>(table).flatMap(([from, followers]) =>
    followers.map((to) => `${from === 'new' ? '' : from}>${to}`),
  );
}

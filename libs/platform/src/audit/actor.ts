/** What acts for an account holder without a person at the keyboard. */
export type Machine = 'service-account' | 'api-key';

/**
 * Who does something. `account` is a signed-in person, or what acts like one: with `machine`, `accountId` is the id of
 * that service account or key. `system` is the store itself (jobs, seed, webhooks).
 */
export type Actor =
  | { kind: 'anonymous' }
  | { kind: 'account'; accountId: string; staffRoles: readonly string[]; machine?: Machine }
  | { kind: 'system'; name: string };

/** An actor that is known by an id: what use cases that need somebody who answers for it take. */
export type AccountActor = Extract<Actor, { kind: 'account' }>;

/** The store itself, e.g. `systemActor('stripe-webhook')`. */
export function systemActor(name: string): Actor {
  return { kind: 'system', name };
}

/** An actor as records name it; `id` is null for nobody. */
export function nameOfActor(actor: Actor): { kind: Actor['kind'] | Machine; id: string | null } {
  if (actor.kind === 'anonymous') return { kind: 'anonymous', id: null };
  if (actor.kind === 'system') return { kind: 'system', id: actor.name };
  return { kind: actor.machine ?? 'account', id: actor.accountId };
}

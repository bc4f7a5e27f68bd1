/** Who does something. `account` is a signed-in person, `system` the store itself (jobs, seed, webhooks). */
export type Actor =
  | { kind: 'anonymous' }
  | { kind: 'account'; accountId: string; staffRoles: readonly string[] }
  | { kind: 'system'; name: string };

/** An actor that is known to be a signed-in person: what use cases that need an account take. */
export type AccountActor = Extract<Actor, { kind: 'account' }>;

/** The store itself, e.g. `systemActor('stripe-webhook')`. */
export function systemActor(name: string): Actor {
  return { kind: 'system', name };
}

import { randomBytes } from 'node:crypto';
import type { World } from './world';

/** Every resource family that is kept, by the name it has in a dump. */
const FAMILIES = [
  'paymentIntents',
  'charges',
  'refunds',
  'disputes',
  'balanceTransactions',
  'customers',
  'paymentMethods',
  'testOrigins',
  'events',
  'webhookEndpoints',
] as const;

/** A world as plain JSON. `version` changes when an older sandbox could no longer read it. */
export interface Snapshot {
  version: 1;
  clockOffsetMs: number;
  ids: ReturnType<World['ids']['dump']>;
  agenda: ReturnType<World['agenda']['dump']>;
  idempotency: ReturnType<World['idempotency']['dump']>;
  families: Record<(typeof FAMILIES)[number], { id: string }[]>;
}

export function takeSnapshot(world: World): Snapshot {
  const families = Object.fromEntries(FAMILIES.map((name) => [name, world[name].dump()]));
  return {
    version: 1,
    clockOffsetMs: world.clock.dump(),
    ids: world.ids.dump(),
    agenda: world.agenda.dump(),
    idempotency: world.idempotency.dump(),
    families: families as unknown as Snapshot['families'],
  };
}

/** Replaces everything in `world` by what `snapshot` holds. */
export function restoreSnapshot(world: World, snapshot: Snapshot): void {
  world.takeOutbox();
  world.clock.load(snapshot.clockOffsetMs);
  world.ids.load(snapshot.ids);
  world.agenda.load(snapshot.agenda);
  world.idempotency.load(snapshot.idempotency);
  for (const name of FAMILIES) {
    // The file was written by takeSnapshot; its rows are of the family that its name says.
    const family: { load(rows: readonly unknown[]): void } = world[name];
    family.load(snapshot.families[name]);
  }
}

/**
 * Back to nothing. A seeded world starts its ids again; any other takes a new seed, because an
 * application that remembers event ids would take repeated ones for duplicates.
 */
export function emptySnapshot(seed: string | undefined): Snapshot {
  return {
    version: 1,
    clockOffsetMs: 0,
    ids: { seed: seed ?? randomBytes(24).toString('hex'), counters: {} },
    agenda: [],
    idempotency: [],
    families: Object.fromEntries(FAMILIES.map((name) => [name, []])) as unknown as Snapshot['families'],
  };
}

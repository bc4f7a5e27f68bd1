import type { INestApplicationContext } from '@nestjs/common';
import { CreatePublisher, EnsureFirstAdmin, GrantStaffRole, RegisterAccount } from '@portolan/accounts';
import type { AccountActor } from '@portolan/platform';
import {
  DEMO_ADMIN,
  DEMO_PASSWORD,
  DEMO_PEOPLE,
  DEMO_PUBLISHERS,
  type DemoPublisher,
} from './data/demo-people';

export interface SeededPeople {
  /** The person with this address, as the use cases know them. */
  actor(email: string): AccountActor;
  publisherId(name: DemoPublisher): string;
}

/** Registers the demo's people, gives the staff their roles and founds the publishers. */
export async function seedPeople(app: INestApplicationContext): Promise<SeededPeople> {
  const admin = await app.get(EnsureFirstAdmin).execute({
    credentials: { email: DEMO_ADMIN.email, password: DEMO_PASSWORD },
    homeMarket: DEMO_ADMIN.homeMarket,
  });
  if (admin === null)
    throw new Error('This database has an administrator already: the demo store belongs into an empty one.');
  const actors = new Map<string, AccountActor>();
  const adminActor: AccountActor = { kind: 'account', accountId: admin.accountId, staffRoles: ['admin'] };
  actors.set(DEMO_ADMIN.email, adminActor);
  for (const { roles = [], ...person } of DEMO_PEOPLE) {
    const account = await app.get(RegisterAccount).execute({ ...person, password: DEMO_PASSWORD });
    for (const role of roles)
      await app.get(GrantStaffRole).execute({ actor: adminActor, accountId: account.id, role });
    actors.set(person.email, { kind: 'account', accountId: account.id, staffRoles: roles });
  }
  const actor = (email: string): AccountActor => found(actors.get(email), email);
  const publishers = new Map<string, string>();
  for (const [key, { owner, name, country }] of Object.entries(DEMO_PUBLISHERS)) {
    const publisher = await app
      .get(CreatePublisher)
      .execute({ actor: actor(owner), name, country, contactEmail: owner });
    publishers.set(key, publisher.id);
  }
  return { actor, publisherId: (name) => found(publishers.get(name), name) };
}

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`The demo has no ${what}.`);
  return value;
}

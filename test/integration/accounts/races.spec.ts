import {
  AddMember,
  ChangeMember,
  CreatePublisher,
  EnsureFirstAdmin,
  GrantStaffRole,
  LogIn,
  RefreshSession,
  RegisterAccount,
  RemoveMember,
  RevokeStaffRole,
} from '@portolan/accounts';
import type { AccountActor } from '@portolan/platform';
import { PASSWORD } from '../../support/people';
import { startTestApp, type TestApp } from '../../support/test-app';

const RUNNERS = 50;

/** Outcomes of many runs at once: the error's code, or `done`. */
async function race(count: number, run: (i: number) => Promise<unknown>): Promise<Record<string, number>> {
  const settled = await Promise.allSettled(Array.from({ length: count }, (_, i) => run(i)));
  const words = settled.map((one) =>
    one.status === 'fulfilled' ? 'done' : ((one.reason as { code?: string }).code ?? String(one.reason)),
  );
  return Object.fromEntries(
    [...new Set(words)].sort().map((word) => [word, words.filter((w) => w === word).length]),
  );
}

describe('races in accounts', () => {
  let store: TestApp;
  let counter = 0;
  beforeAll(async () => {
    store = await startTestApp();
  });
  afterAll(() => store.close());

  const person = async (): Promise<AccountActor & { email: string }> => {
    const email = `racer-${++counter}@example.org`;
    const { id } = await store.app
      .get(RegisterAccount)
      .execute({ email, password: PASSWORD, displayName: 'Racer', homeMarket: 'DE' });
    return { kind: 'account', accountId: id, staffRoles: [], email };
  };
  const count = async (sql: string, parameters: unknown[]): Promise<number> =>
    (await store.database.query(sql, parameters)).length;

  it('one refresh token, 50 uses: one wins, and the session is ended', async () => {
    const { email } = await person();
    const { refreshToken } = await store.app.get(LogIn).execute({ email, password: PASSWORD });
    const refresh = store.app.get(RefreshSession);
    expect(await race(RUNNERS, () => refresh.execute({ refreshToken }))).toEqual({
      done: 1,
      'refresh-token-reused': RUNNERS - 1,
    });
    const [session] = await store.database.query(
      `SELECT s.revoked_reason, (SELECT count(*)::int FROM refresh_token t WHERE t.session_id = s.id) AS tokens,
              (SELECT count(*)::int FROM audit_event e WHERE e.subject_id = s.id::text AND e.action = 'session.revoke') AS events
         FROM session s JOIN account a ON a.id = s.account_id WHERE a.email = $1`,
      [email],
    );
    expect(session).toEqual({ revoked_reason: 'refresh-token-reused', tokens: 2, events: 1 });
  });

  it('one address, 20 registrations: one account and one audit event', async () => {
    const register = store.app.get(RegisterAccount);
    const outcome = await race(20, (i) =>
      register.execute({
        email: i % 2 === 0 ? 'same@example.org' : 'SAME@example.org',
        password: PASSWORD,
        displayName: 'Same',
        homeMarket: 'DE',
      }),
    );
    expect(outcome).toEqual({ done: 1, 'email-taken': 19 });
    expect(await count(`SELECT 1 FROM account WHERE email = 'same@example.org'`, [])).toBe(1);
    expect(await count(`SELECT 1 FROM audit_event WHERE after->>'displayName' = 'Same'`, [])).toBe(1);
  });

  it('one name, 50 publishers of one founder: one is founded, with its owner', async () => {
    const actor = await person();
    const create = store.app.get(CreatePublisher);
    expect(
      await race(RUNNERS, () =>
        create.execute({ actor, name: 'Race', country: 'DE', contactEmail: actor.email }),
      ),
    ).toEqual({ done: 1, 'publisher-name-taken': RUNNERS - 1 });
    expect(await count('SELECT 1 FROM publisher_member WHERE account_id = $1', [actor.accountId])).toBe(1);
  });

  /** A publisher with `size` owners. */
  const ownedBy = async (size: number): Promise<{ publisherId: string; owners: AccountActor[] }> => {
    const founder = await person();
    const { id } = await store.app
      .get(CreatePublisher)
      .execute({ actor: founder, name: 'Many', country: 'DE', contactEmail: founder.email });
    const owners: AccountActor[] = [founder];
    while (owners.length < size) {
      const next = await person();
      await store.app
        .get(AddMember)
        .execute({ actor: founder, publisherId: id, email: next.email, roles: ['owner'] });
      owners.push(next);
    }
    return { publisherId: id, owners };
  };

  it('all owners leave at once: one cannot', async () => {
    const { publisherId, owners } = await ownedBy(10);
    const remove = store.app.get(RemoveMember);
    const outcome = await race(10, (i) => {
      const actor = owners[i] as AccountActor;
      return remove.execute({ actor, publisherId, accountId: actor.accountId });
    });
    expect(outcome).toEqual({ done: 9, 'last-owner': 1 });
    expect(
      await store.database.query('SELECT roles FROM publisher_member WHERE publisher_id = $1', [publisherId]),
    ).toEqual([{ roles: ['owner'] }]);
  });

  it('two owners remove or demote each other, ten times over: an owner always remains', async () => {
    for (let round = 0; round < 10; round++) {
      const { publisherId, owners } = await ownedBy(2);
      const [a, b] = owners as [AccountActor, AccountActor];
      await race(2, (i) => {
        const [actor, accountId] = i === 0 ? [a, b.accountId] : [b, a.accountId];
        return i === 0
          ? store.app.get(RemoveMember).execute({ actor, publisherId, accountId })
          : store.app.get(ChangeMember).execute({ actor, publisherId, accountId, roles: ['viewer'] });
      });
      const [left] = await store.database.query<{ owners: number; counted: number }>(
        `SELECT p.owner_count AS counted,
                (SELECT count(*)::int FROM publisher_member m WHERE m.publisher_id = p.id AND 'owner' = ANY(m.roles)) AS owners
           FROM publisher p WHERE p.id = $1`,
        [publisherId],
      );
      expect(left?.owners).toBeGreaterThanOrEqual(1);
      expect(left?.owners).toBe(left?.counted);
    }
  });

  it('five starts of an empty store make one administrator; the last two administrators cannot both go', async () => {
    const first = store.app.get(EnsureFirstAdmin);
    const made = await Promise.all(Array.from({ length: 5 }, () => first.execute()));
    const [chief] = made.filter((one) => one !== null);
    expect(made.filter((one) => one !== null)).toHaveLength(1);
    if (chief === undefined || chief === null) throw new Error('no administrator');
    expect(chief.generatedPassword).toMatch(/^[\w-]{24}$/);
    const session = await store.app
      .get(LogIn)
      .execute({ email: chief.email, password: chief.generatedPassword ?? '' });
    expect(session.accessToken).toBeTruthy();
    expect(await first.execute()).toBeNull();

    const second = await person();
    const actor: AccountActor = { kind: 'account', accountId: chief.accountId, staffRoles: ['admin'] };
    await store.app.get(GrantStaffRole).execute({ actor, accountId: second.accountId, role: 'admin' });
    const revoke = store.app.get(RevokeStaffRole);
    const ids = [chief.accountId, second.accountId];
    const outcome = await race(2, (i) =>
      revoke.execute({ actor: i === 0 ? second : actor, accountId: ids[i] ?? '', role: 'admin' }),
    );
    expect(outcome.done).toBe(1);
    expect(await count(`SELECT 1 FROM staff_role WHERE role = 'admin'`, [])).toBe(1);
  });
});

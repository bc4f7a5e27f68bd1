import {
  AcceptInvitation,
  InviteMember,
  RegisterAccount,
  CreatePublisher,
  RequestPasswordReset,
  ResetPassword,
  VerifyEmail,
} from '@portolan/accounts';
import { type AccountActor, DomainError, MailQueue } from '@portolan/platform';
import { createServer, type Server, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { codeIn, nextMail } from '../../support/mail';
import { PASSWORD } from '../../support/people';
import { startTestApp, type TestApp } from '../../support/test-app';

const outcomes = async (works: Promise<unknown>[]): Promise<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const result of await Promise.allSettled(works)) {
    const error: unknown = result.status === 'rejected' ? result.reason : null;
    const name = error === null ? 'done' : error instanceof DomainError ? error.code : 'fault';
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
};

describe('codes of mails, raced', () => {
  let store: TestApp;
  let people = 0;
  beforeAll(async () => {
    store = await startTestApp();
  });
  afterAll(() => store.close());

  const person = async (): Promise<AccountActor & { email: string }> => {
    const email = `racer-${++people}@example.org`;
    const { id } = await store.app
      .get(RegisterAccount)
      .execute({ email, password: PASSWORD, displayName: 'Racer', homeMarket: 'DE' });
    return { kind: 'account', accountId: id, staffRoles: [], email };
  };

  it('one code, 20 confirmations: one counts', async () => {
    const { email } = await person();
    const token = codeIn(await nextMail(store, email, 'Confirm'));
    const verify = store.app.get(VerifyEmail);
    expect(await outcomes(Array.from({ length: 20 }, () => verify.execute({ token })))).toEqual({
      done: 1,
      'code-invalid': 19,
    });
  });

  it('one code, 6 new passwords: one is set', async () => {
    const { email, accountId } = await person();
    await store.app.get(RequestPasswordReset).execute({ email });
    const token = codeIn(await nextMail(store, email, 'Set a new password'));
    const reset = store.app.get(ResetPassword);
    const works = Array.from({ length: 6 }, (_, i) =>
      reset.execute({ token, password: `a new lighthouse ${i}` }),
    );
    expect(await outcomes(works)).toEqual({ done: 1, 'code-invalid': 5 });
    const events = await store.database.query(
      `SELECT 1 FROM audit_event WHERE action = 'account.reset-password' AND subject_id = $1`,
      [accountId],
    );
    expect(events).toHaveLength(1);
  });

  it('one invitation, accepted 10 times by one person and 6 times by newcomers: one member each', async () => {
    const founder = await person();
    const { id: publisherId } = await store.app
      .get(CreatePublisher)
      .execute({ actor: founder, name: 'Race', country: 'DE', contactEmail: founder.email });
    const invite = async (email: string): Promise<string> => {
      await store.app.get(InviteMember).execute({ actor: founder, publisherId, email, roles: ['viewer'] });
      return codeIn(await nextMail(store, email, 'Invitation'));
    };
    const accept = store.app.get(AcceptInvitation);
    const guest = await person();
    const token = await invite(guest.email);
    expect(await outcomes(Array.from({ length: 10 }, () => accept.execute({ actor: guest, token })))).toEqual(
      {
        done: 1,
        'code-invalid': 9,
      },
    );
    const fresh = await invite('fresh@example.org');
    const account = { password: PASSWORD, displayName: 'Fresh', homeMarket: 'DE' };
    const result = await outcomes(
      Array.from({ length: 6 }, () =>
        accept.execute({ actor: { kind: 'anonymous' }, token: fresh, account }),
      ),
    );
    expect(result.done).toBe(1);
    const members = await store.database.query('SELECT 1 FROM publisher_member WHERE publisher_id = $1', [
      publisherId,
    ]);
    expect(members).toHaveLength(3);
  });
});

/** As much of SMTP as a mailer needs to hand over a message. */
function smtpServer(received: string[]): Promise<{ server: Server; port: number }> {
  const serve = (socket: Socket): void => {
    let message: string[] | null = null;
    socket.on('error', () => undefined);
    socket.write('220 test\r\n');
    let rest = '';
    socket.on('data', (chunk) => {
      const lines = (rest + chunk.toString('utf8')).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (message !== null && line !== '.') message.push(line);
        else if (message !== null) {
          received.push(message.join('\n'));
          message = null;
          socket.write('250 kept\r\n');
        } else if (/^DATA/i.test(line)) {
          message = [];
          socket.write('354 go on\r\n');
        } else if (/^QUIT/i.test(line)) socket.end('221 bye\r\n');
        else socket.write('250 fine\r\n');
      }
    });
  };
  return new Promise((done) => {
    const server = createServer(serve);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      done({ server, port: typeof address === 'object' && address !== null ? address.port : 0 });
    });
  });
}

it('mail goes out by SMTP where there is one, when the transaction commits and not otherwise', async () => {
  const received: string[] = [];
  const { server, port } = await smtpServer(received);
  const store = await startTestApp({
    SMTP_URL: `smtp://127.0.0.1:${port}`,
    MAIL_FROM: 'The store <store@example.org>',
  });
  const register = store.app.get(RegisterAccount);
  const somebody = { email: 'one@example.org', password: PASSWORD, displayName: 'One', homeMarket: 'DE' };
  await register.execute(somebody);
  await expect(register.execute(somebody)).rejects.toMatchObject({ code: 'email-taken' });
  for (let i = 0; i < 400 && received.length === 0; i++) await wait(50);
  await wait(500);
  expect(received).toHaveLength(1);
  expect(received[0]).toMatch(/^From: The store <store@example\.org>$/m);
  expect(received[0]).toMatch(/^To: one@example\.org$/m);
  expect(received[0]).toMatch(/^Subject: Confirm your e-mail address$/m);
  const [row] = await store.database.query<{ id: string }>('SELECT id FROM mail_message');
  expect(await store.app.get(MailQueue).find(row?.id ?? '')).toBeNull();
  await store.close();
  server.close();
});

import { Injectable } from '@nestjs/common';
import {
  AuditLog,
  HandlesJob,
  type JobHandler,
  JobQueue,
  systemActor,
  Transactional,
} from '@portolan/platform';
import { type Harness, startHarness } from '../../support/platform-harness';

const handled: unknown[] = [];

@HandlesJob('test.note')
class NoteJob implements JobHandler {
  async handle(payload: unknown): Promise<void> {
    handled.push(payload);
  }
}

@Injectable()
class ChangeSomething {
  constructor(
    private readonly jobs: JobQueue,
    private readonly audit: AuditLog,
  ) {}

  @Transactional()
  async execute(fail: boolean): Promise<void> {
    await this.jobs.add('test.note', { fail });
    await this.audit.record({
      actor: systemActor('test'),
      action: 'thing.change',
      subject: { type: 'thing', id: '1' },
      after: { fail },
    });
    if (fail) throw new Error('the use case failed');
  }
}

describe('jobs and audit belong to the transaction', () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await startHarness({ providers: [NoteJob, ChangeSomething], jobs: true });
  });
  afterAll(() => harness.close());

  it('leaves neither a job nor an event when the use case fails', async () => {
    await expect(harness.module.get(ChangeSomething).execute(true)).rejects.toThrow('the use case failed');
    expect(await harness.database.query('SELECT FROM audit_event')).toHaveLength(0);
    expect(await harness.database.query('SELECT FROM graphile_worker.jobs')).toHaveLength(0);
  });

  it('runs the job and lists the event when it commits', async () => {
    await harness.module.get(ChangeSomething).execute(false);
    await until(() => handled.length === 1);
    expect(handled).toEqual([{ fail: false }]);
    const page = await harness.module
      .get(AuditLog)
      .list({ subjectType: 'thing', readerRoles: [] }, { limit: 10 });
    expect(page.data).toMatchObject([
      { action: 'thing.change', actor: { kind: 'system', id: 'test' }, after: { fail: false } },
    ]);
  });

  it('pages the log without losing or repeating an event', async () => {
    for (let i = 0; i < 5; i += 1) await harness.module.get(ChangeSomething).execute(false);
    const audit = harness.module.get(AuditLog);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await audit.list({ readerRoles: [] }, { limit: 2, cursor });
      seen.push(...page.data.map((event) => event.id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toHaveLength(6);
    expect(new Set(seen).size).toBe(6);
  });

  it('cannot rewrite what happened', async () => {
    for (const sql of [
      `UPDATE audit_event SET action = 'other.thing'`,
      'DELETE FROM audit_event',
      'TRUNCATE audit_event',
    ]) {
      await expect(harness.database.query(sql)).rejects.toThrow('append-only');
    }
  });
});

async function until(done: () => boolean): Promise<void> {
  for (let i = 0; i < 100 && !done(); i += 1) await new Promise((resolve) => setTimeout(resolve, 50));
  expect(done()).toBe(true);
}

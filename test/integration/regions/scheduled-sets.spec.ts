import { Logger } from '@nestjs/common';
import {
  ApplyScheduled,
  ApproveChangeSet,
  CreateChangeSet,
  GetChangeSet,
  PreviewChangeSet,
  RegionsModule,
  ScheduleChangeSet,
  SubmitChangeSet,
} from '@portolan/regions';
import { JobQueue } from '@portolan/platform';
import { setTimeout as wait } from 'node:timers/promises';
import { type Harness, startHarness } from '../../support/platform-harness';
import { openStore, staffMember } from './support';

describe('scheduled change sets and the queue', () => {
  let store: Harness;
  beforeAll(async () => {
    store = await startHarness({ imports: [RegionsModule], jobs: true });
    await openStore(store);
  });
  afterAll(() => store.close());
  afterEach(() => store.clock.release());

  const manager = staffMember('market-manager');

  async function scheduled(market: string, at: Date): Promise<string> {
    const { module } = store;
    const edits = [{ do: 'change-market-status' as const, market, status: 'open' as const, reason: 'ready' }];
    const proposal = { title: 'A set', reason: 'a test', edits, actor: manager };
    const { id: changeSetId } = await module.get(CreateChangeSet).execute(proposal);
    const { diff } = await module.get(PreviewChangeSet).execute({ changeSetId, actor: manager });
    const step = { changeSetId, hash: diff.hash };
    await module.get(SubmitChangeSet).execute({ ...step, actor: manager });
    await module.get(ApproveChangeSet).execute({ ...step, actor: staffMember('market-approver') });
    await module.get(ScheduleChangeSet).execute({ ...step, due: { at }, actor: manager });
    return changeSetId;
  }

  const stateOf = async (changeSetId: string) =>
    (await store.module.get(GetChangeSet).execute({ changeSetId })).state;
  const jobs = () => store.database.query('SELECT 1 FROM graphile_worker.jobs');

  async function until(done: () => Promise<boolean>): Promise<void> {
    for (let i = 0; i < 100 && !(await done()); i++) await wait(100);
    expect(await done()).toBe(true);
  }

  it('a set is applied although the clock of the process that is to apply it is behind that of the queue', async () => {
    const now = new Date();
    store.clock.set(new Date(now.getTime() - 5_000));
    const changeSetId = await scheduled('IT', new Date(now.getTime() - 4_000));
    await wait(500);
    expect(await stateOf(changeSetId)).toBe('scheduled');
    store.clock.advance(1_000);
    await until(async () => (await stateOf(changeSetId)) === 'applied');
  });

  it('a set that has no job any more is applied once it is overdue', async () => {
    const due = new Date(Date.now() + 3_600_000);
    const changeSetId = await scheduled('ES', due);
    await store.database.query('SELECT graphile_worker.remove_job($1)', [
      `regions:apply-change-set:${changeSetId}`,
    ]);
    store.clock.set(new Date(due.getTime() + 60_000));
    await store.module.get(JobQueue).add('regions:apply-overdue', {});
    await until(async () => (await jobs()).length === 0);
    expect(await stateOf(changeSetId)).toBe('applied');
  });

  it('a set that fails, not by being refused, is suspended after an hour and ten tries, and the log says it is an error', async () => {
    const due = new Date(Date.now() + 3_600_000);
    const [changeSetId, late] = [await scheduled('PT', due), await scheduled('AT', due)];
    await store.database.query(`
      CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the disk is full'; END $$;
      CREATE TRIGGER fail BEFORE INSERT ON market_status FOR EACH ROW EXECUTE FUNCTION fail()`);
    const error = jest.spyOn(Logger.prototype, 'error').mockReturnValue(undefined);
    const apply = (id: string) => store.module.get(ApplyScheduled).execute({ changeSetId: id });
    try {
      store.clock.set(new Date(due.getTime() + 3_500_000));
      for (let tries = 0; tries < 10; tries += 1)
        await expect(apply(changeSetId)).rejects.toThrow('the disk is full');
      expect([await stateOf(changeSetId), error.mock.calls]).toEqual(['scheduled', []]);
      store.clock.set(new Date(due.getTime() + 3_600_000));
      await apply(changeSetId);
      expect(await store.module.get(GetChangeSet).execute({ changeSetId })).toMatchObject({
        state: 'suspended',
        suspendedBecause: 'apply-failed: 11 tries failed, the last one with: the disk is full',
      });
      expect(error.mock.calls.flat().join()).toContain(changeSetId);
      // What is late because nobody tried has its tries.
      await expect(apply(late)).rejects.toThrow('the disk is full');
      expect(await stateOf(late)).toBe('scheduled');
    } finally {
      error.mockRestore();
      await store.database.query('DROP FUNCTION fail CASCADE');
    }
  });
});

import { Injectable } from '@nestjs/common';
import {
  type Actor,
  AfterCommit,
  BaseRepository,
  Clock,
  HINT,
  Ids,
  nameOfActor,
  TransactionHost,
} from '@portolan/platform';
import { AsyncLocalStorage } from 'node:async_hooks';
import { LocalChanges } from './local-changes';

/** Which rules are in force. Two answers with one token come from the same rules, whatever was rolled back. */
export interface EpochMark {
  readonly epoch: number;
  readonly token: string;
  /** No rule of this epoch was dated later by whoever made it. */
  readonly changedAt: Date;
}

/** A change that is being made. */
export interface RunningChange {
  /** What it was by the clock when the change began; what begins or ends by the change does so then. */
  readonly now: Date;
  /** What its rows are recorded with: `now`, unless an earlier change was recorded then or later. */
  readonly at: Date;
  /** Counts what was changed of markets and groups so far. */
  places: number;
}

export interface RuleChange {
  readonly actor: Actor;
  /** `<table>.<verb>`, e.g. `prohibition.lift`. */
  readonly kind: string;
  readonly ids: readonly string[];
}

interface Row {
  epoch: string;
  token: string;
  changed_at: Date;
}

/** The number that every change of the rules raises, and the lock that puts purchases and changes in one order. */
@Injectable()
export class RegionEpoch extends BaseRepository {
  /** The change that is being made by the caller, if one is. */
  private readonly running = new AsyncLocalStorage<RunningChange>();

  constructor(
    private readonly transactions: TransactionHost,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly afterCommit: AfterCommit,
    private readonly changes: LocalChanges,
  ) {
    super(transactions);
  }

  async read(): Promise<EpochMark> {
    return mark(await this.queryOne<Row>('SELECT e.epoch, e.token, e.changed_at FROM region_epoch e'));
  }

  /** The epoch that was in force at an instant; 0 before the first change. */
  async numberAt(instant: Date): Promise<number> {
    const sql = 'SELECT c.epoch FROM region_change c WHERE c.at <= $1 ORDER BY c.at DESC LIMIT 1';
    const row = await this.queryOne<{ epoch: string }>(sql, [instant]);
    return Number(row?.epoch ?? 0);
  }

  /**
   * The instant that stands for now in whatever the caller's change says; outside of a change the clock's. One for the whole change,
   * and never later than what it is recorded with: so the answers at the instant of an epoch have all of it.
   */
  get now(): Date {
    return this.running.getStore()?.now ?? this.clock.now();
  }

  /** The change that is being made by the caller, if it has changed markets or groups, which what follows may name. */
  get withOwnPlaces(): RunningChange | null {
    const change = this.running.getStore();
    return change === undefined || change.places === 0 ? null : change;
  }

  /** The running change has changed markets or groups. */
  notePlaces(): void {
    const change = this.running.getStore();
    if (change !== undefined) change.places++;
  }

  /** No rule change commits between this and the end of the caller's transaction. */
  async hold(): Promise<EpochMark> {
    this.requireTransaction();
    return mark(
      await this.queryOne<Row>('SELECT e.epoch, e.token, e.changed_at FROM region_epoch e FOR SHARE'),
    );
  }

  /**
   * Makes one change of the rules: waits for the purchases that are under way, keeps further ones waiting until the
   * caller's transaction ends, lets `work` write, then raises the epoch and writes the feed. The epoch is raised last, so
   * that rules which are read under its token are complete.
   * A change inside the work of another one is part of it: one lock, one instant, one epoch.
   * @param work gets the instant to record rows with. It only moves forward, so that an instant names one epoch.
   */
  async change<T>(change: RuleChange, work: (recordedAt: Date) => Promise<T>): Promise<T> {
    this.requireTransaction();
    const outer = this.running.getStore();
    if (outer !== undefined) return work(outer.at);
    // A row lock would let new purchases overtake a waiting change for ever; a table lock is first come, first served,
    // and conflicts with FOR SHARE, not with plain reads.
    await this.query('LOCK TABLE region_epoch IN EXCLUSIVE MODE');
    const begun = await this.begin();
    const result = await this.running.run(begun, () => work(begun.at));
    await this.raise(change, begun.at);
    return result;
  }

  /**
   * Lets `work` write as `change` does, for a transaction that the caller rolls back: the epoch is not raised. Purchases go
   * on meanwhile; changes wait, so that what is compared comes from one epoch. Rehearsals take turns, because two that
   * touch the same rules in another order would deadlock.
   */
  async rehearse<T>(work: () => Promise<T>): Promise<T> {
    this.requireTransaction();
    await this.query(`SELECT pg_advisory_xact_lock(hashtextextended('region-rehearsal', 0))`);
    await this.hold();
    return this.running.run(await this.begin(), work);
  }

  private async begin(): Promise<RunningChange> {
    const now = this.clock.now();
    const row = await this.queryOne<{ at: Date }>(
      `SELECT greatest($1::timestamptz, e.changed_at + interval '1 millisecond') AS at FROM region_epoch e`,
      [now],
    );
    if (row === null) throw lost();
    return { now, at: row.at, places: 0 };
  }

  private async raise({ actor, kind, ids }: RuleChange, at: Date): Promise<void> {
    const name = nameOfActor(actor);
    if (name.id === null) throw new Error('Nobody changes rules without a name.');
    await this.query(
      `WITH raised AS (
         UPDATE region_epoch AS e SET epoch = e.epoch + 1, token = $1, changed_at = $2 RETURNING e.epoch)
       INSERT INTO region_change (epoch, at, actor_kind, actor_id, kind, ids, item_revision)
       SELECT raised.epoch, $2, $3, $4, $5, $6, r.revision FROM raised CROSS JOIN region_item_revision r
       RETURNING ${HINT}`,
      [this.ids.next(), at, name.kind, name.id, kind, [...ids]],
    );
    this.afterCommit.run(() => this.changes.note());
  }

  private requireTransaction(): void {
    if (!this.transactions.isTransactionActive())
      throw new Error('This holds a lock: call it inside a transaction.');
  }
}

function mark(row: Row | null): EpochMark {
  if (row === null) throw lost();
  return { epoch: Number(row.epoch), token: row.token, changedAt: row.changed_at };
}

function lost(): Error {
  return new Error('The table region_epoch has lost its row.');
}

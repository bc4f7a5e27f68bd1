import { Injectable } from '@nestjs/common';
import { type Actor, BaseRepository, Clock, Ids, TransactionHost } from '@portolan/platform';

/** Which rules are in force. Two answers with one token come from the same rules, whatever was rolled back. */
export interface EpochMark {
  readonly epoch: number;
  readonly token: string;
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
  constructor(
    private readonly transactions: TransactionHost,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {
    super(transactions);
  }

  async read(): Promise<EpochMark> {
    return mark(await this.queryOne<Row>('SELECT e.epoch, e.token FROM region_epoch e'));
  }

  /** No rule change commits between this and the end of the caller's transaction. */
  async hold(): Promise<EpochMark> {
    this.requireTransaction();
    return mark(await this.queryOne<Row>('SELECT e.epoch, e.token FROM region_epoch e FOR SHARE'));
  }

  /**
   * Begins a change: waits for the purchases that are under way, keeps further ones waiting until the caller's
   * transaction ends, raises the epoch and writes the feed.
   * @returns the instant to record rows with: it only moves forward, so that an instant names one epoch.
   */
  async raise({ actor, kind, ids }: RuleChange): Promise<Date> {
    this.requireTransaction();
    // A row lock would let new purchases overtake a waiting change for ever; a table lock is first come, first served,
    // and conflicts with FOR SHARE, not with plain reads.
    await this.query('LOCK TABLE region_epoch IN EXCLUSIVE MODE');
    const row = await this.queryOne<Row>(
      `UPDATE region_epoch AS e
          SET epoch = e.epoch + 1, token = $1, changed_at = greatest($2::timestamptz, e.changed_at + interval '1 millisecond')
        RETURNING e.epoch, e.token, e.changed_at`,
      [this.ids.next(), this.clock.now()],
    );
    if (row === null || actor.kind === 'anonymous')
      throw new Error('A rule change needs an epoch and an actor.');
    const actorId = actor.kind === 'account' ? actor.accountId : actor.name;
    await this.query(
      'INSERT INTO region_change (epoch, at, actor_kind, actor_id, kind, ids) VALUES ($1, $2, $3, $4, $5, $6)',
      [row.epoch, row.changed_at, actor.kind, actorId, kind, [...ids]],
    );
    return row.changed_at;
  }

  private requireTransaction(): void {
    if (!this.transactions.isTransactionActive())
      throw new Error('This holds a lock: call it inside a transaction.');
  }
}

function mark(row: Row | null): EpochMark {
  if (row === null) throw new Error('The table region_epoch has lost its row.');
  return { epoch: Number(row.epoch), token: row.token };
}

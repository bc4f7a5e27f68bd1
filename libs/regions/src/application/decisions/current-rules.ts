import { Injectable } from '@nestjs/common';
import { TransactionHost } from '@portolan/platform';
import { buildSnapshot, type MarketGroup, type RuleRows, type RuleSnapshot } from '../../domain';
import { type EpochMark, RegionEpoch, type RunningChange } from '../../persistence/region-epoch';
import { RuleChangesReader } from '../../persistence/rules/rule-changes-reader';
import { RuleRowsReader } from '../../persistence/rules/rule-rows-reader';
import { RuleSet } from './rule-set';

/** The rules of one epoch, compiled; without the selections of single items, which are read with the items. */
export interface KnownRules {
  readonly token: string;
  readonly snapshot: RuleSnapshot;
  readonly groups: readonly MarketGroup[];
  /** What the snapshot was compiled from. */
  readonly rows: RuleRows;
}

/** With what the next epoch is read on from. */
export interface Compiled extends KnownRules {
  readonly set: RuleSet;
}

/** The rules of the next epoch, and the items for which a publisher selected something else since the one before. */
export interface FollowedRules {
  readonly rules: Compiled;
  readonly selectedItemIds: readonly string[];
}

/** What somebody reads at the moment, or has read. */
interface Reading {
  readonly token: string;
  readonly rules: Promise<Compiled>;
  /** Whether it is on the connection of a transaction; any other may have to wait for one. */
  readonly isConnected: boolean;
}

/**
 * The compiled rules of the current epoch. Asking whether they are still current is one read of one row; after a change only
 * what was recorded since is read. They are few, however many items there are: what publishers select for single items is not
 * among them.
 *
 * What is read on from (`followed`) is always committed. What a caller sees inside a transaction is kept beside it by its token,
 * so that rules which are rolled back are never served to another nor built upon.
 */
@Injectable()
export class CurrentRules {
  private followed: Compiled | null = null;
  private latest: Reading | null = null;
  private readonly own = new WeakMap<RunningChange, { places: number; rules: KnownRules }>();

  constructor(
    private readonly epoch: RegionEpoch,
    private readonly reader: RuleChangesReader,
    private readonly allRows: RuleRowsReader,
    private readonly transactions: TransactionHost,
  ) {}

  /** As committed, or as the caller's own transaction sees them. */
  async get(): Promise<KnownRules> {
    const change = this.epoch.withOwnPlaces;
    if (change !== null) return this.within(change);
    return this.at(await this.epoch.read());
  }

  /** As committed, and unchanged until the caller's transaction ends; with the instant of the last change. */
  async hold(): Promise<KnownRules & Pick<EpochMark, 'changedAt'>> {
    const mark = await this.epoch.hold();
    return { ...(await this.at(mark)), changedAt: mark.changedAt };
  }

  /**
   * Reads on to what is committed now, for the one who follows the changes of this process. The caller has opened a transaction
   * that sees one state of the rules, because of its snapshot or because it holds the epoch, and has written none of them.
   * @param from what the last call returned, if what came with it was taken over; `null`: everything is read.
   */
  async follow(from: FollowedRules | null): Promise<FollowedRules> {
    const base = from?.rules.set ?? null;
    const changes = await this.reader.since(base?.changedAt ?? null);
    this.followed = compile(RuleSet.of(changes, base));
    return { rules: this.followed, selectedItemIds: changes.selectedItemIds };
  }

  /** A change that makes a market or a group goes on to name it: it reads its own rules, and nobody else is given them. */
  private async within(change: RunningChange): Promise<KnownRules> {
    const known = this.own.get(change);
    if (known?.places === change.places) return known.rules;
    const { token, rows } = await this.allRows.readShared();
    const rules = { token, snapshot: buildSnapshot(rows), groups: rows.groups, rows };
    this.own.set(change, { places: change.places, rules });
    return rules;
  }

  private async at({ token }: EpochMark): Promise<KnownRules> {
    if (this.followed?.token === token) return this.followed;
    const isConnected = this.transactions.isTransactionActive();
    // Who holds a connection, and perhaps a lock, never waits for somebody who may be waiting for a connection.
    if (this.latest?.token === token && (this.latest.isConnected || !isConnected)) {
      // Somebody else's reading may fail with their connection; then this caller reads for itself.
      const shared = await this.latest.rules.catch(() => null);
      if (shared?.token === token) return shared;
    }
    const rules = this.read();
    this.latest = { token, rules, isConnected };
    return rules;
  }

  private async read(): Promise<Compiled> {
    const base = this.followed?.set ?? null;
    return compile(RuleSet.of(await this.reader.since(base?.changedAt ?? null), base));
  }
}

function compile(set: RuleSet): Compiled {
  const { token, rows } = set;
  return { token, snapshot: buildSnapshot(rows), groups: rows.groups, rows, set };
}

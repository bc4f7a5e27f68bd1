import { Injectable } from '@nestjs/common';
import { Clock, TransactionHost } from '@portolan/platform';
import { ItemHistory } from '../../persistence/as-of/item-history';
import { ItemRepository } from '../../persistence/item-repository';
import { RegionEpoch } from '../../persistence/region-epoch';
import { RuleRowsReader } from '../../persistence/rules/rule-rows-reader';
import { readKnownAt } from './known-instant';
import { Recent } from './recent';
import { World } from './world';

const MOST_WORLDS = 2;

/**
 * All rules with all items, for questions of staff about the past of the whole store. The last two are kept. Making one reads and
 * compiles everything, which grows with rules, items and the items' versions: some 25 s for a million items, during which the process
 * answers others by fits and starts. No request of a customer comes here.
 */
@Injectable()
export class KnownWorlds {
  private readonly worlds = new Recent<World>(MOST_WORLDS);

  constructor(
    private readonly epoch: RegionEpoch,
    private readonly reader: RuleRowsReader,
    private readonly items: ItemRepository,
    private readonly history: ItemHistory,
    private readonly transactions: TransactionHost,
    private readonly clock: Clock,
  ) {}

  /** @param knownAt `null`: now. @throws DomainError `known-at-in-future`. */
  get(knownAt: Date | null): Promise<World> {
    // What a caller's transaction has not committed must not be kept for others.
    return this.transactions.withoutTransaction(() =>
      knownAt === null ? this.present() : this.past(readKnownAt(knownAt, this.clock.now())),
    );
  }

  private async present(): Promise<World> {
    const { token } = await this.epoch.read();
    const revision = await this.items.revision();
    return this.worlds.get(`now ${token} ${revision}`, async () => {
      const { rows } = await this.reader.read();
      return new World(rows, await this.items.changedSince(0));
    });
  }

  private async past(knownAt: Date): Promise<World> {
    const epoch = await this.epoch.numberAt(knownAt);
    const revision = await this.history.revisionAt(knownAt);
    return this.worlds.get(`then ${epoch} ${revision}`, async () => {
      return new World(await this.reader.readKnownAt(knownAt), await this.history.allAt(revision));
    });
  }
}

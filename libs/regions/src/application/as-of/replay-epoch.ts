import { Injectable } from '@nestjs/common';
import { notFound, TransactionHost } from '@portolan/platform';
import { EpochList, type EpochSummary } from '../../persistence/as-of/epoch-list';
import { ItemHistory } from '../../persistence/as-of/item-history';
import { RuleRowsReader } from '../../persistence/rules/rule-rows-reader';
import { World } from './world';

export interface ReplayedEpoch extends EpochSummary {
  /** Of which items may be listed and bought in which markets; equal answers have equal hashes. See `Atlas.hash`. */
  readonly hash: string;
  /** How many items there were. */
  readonly items: number;
}

/**
 * All answers (list and acquire, every item and market) at the instant of an epoch, by the rules it brought and the items as they
 * were when it was raised. It comes out the same whenever it is asked, since what is recorded is never rewritten.
 *
 * The cost: nothing is kept, so each call reads all rules of that time and all versions of items up to it, and compiles them anew.
 * @throws DomainError `epoch-not-found`.
 */
@Injectable()
export class ReplayEpoch {
  constructor(
    private readonly epochs: EpochList,
    private readonly reader: RuleRowsReader,
    private readonly history: ItemHistory,
    private readonly transactions: TransactionHost,
  ) {}

  async execute({ epoch }: { epoch: number }): Promise<ReplayedEpoch> {
    return this.transactions.withoutTransaction(async () => {
      const found = await this.epochs.find(epoch);
      if (found === null) throw notFound('epoch');
      const { summary, itemRevision } = found;
      const rules = await this.reader.readKnownAt(summary.at);
      const world = new World(rules, await this.history.allAt(itemRevision));
      const { atlas } = world.answersAt(summary.at.getTime());
      return { ...summary, hash: atlas.hash, items: world.size };
    });
  }
}

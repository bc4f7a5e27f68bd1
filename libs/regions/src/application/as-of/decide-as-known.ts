import { Injectable } from '@nestjs/common';
import { Clock, DomainError, ReadSnapshot } from '@portolan/platform';
import { buildSnapshot, decideMany, type Decision, type RuleSnapshot } from '../../domain';
import { ItemHistory } from '../../persistence/as-of/item-history';
import { linkItems } from '../../persistence/link-items';
import { RegionEpoch } from '../../persistence/region-epoch';
import { OfferRepository } from '../../persistence/rules/offer-repository';
import { RuleRowsReader } from '../../persistence/rules/rule-rows-reader';
import { type AvailabilityQuestion, MOST_QUESTIONS } from '../decisions/decide-availability';
import { withStoredSelections } from '../shared/item-selections';
import { readKnownAt } from './known-instant';
import { Recent } from './recent';

const MOST_SNAPSHOTS = 4;

/**
 * Answers from what was recorded of rules and items at an instant, whatever became known later: what the store would have
 * said then. A change counts from the instant that it was recorded with, which is some milliseconds before its commit.
 *
 * The rules of the last four epochs that were asked for are kept compiled, without what publishers say about single items: that is read
 * of the asked items.
 * @returns in the order of the questions, each with the epoch of that time; `null` for an item that was not known then.
 * @throws DomainError `unknown-market` (also for one that was added later), `too-many-questions`, `known-at-in-future`.
 */
@Injectable()
export class DecideAsKnown {
  private readonly snapshots = new Recent<RuleSnapshot>(MOST_SNAPSHOTS);

  constructor(
    private readonly epoch: RegionEpoch,
    private readonly reader: RuleRowsReader,
    private readonly history: ItemHistory,
    private readonly offers: OfferRepository,
    private readonly snapshot: ReadSnapshot,
    private readonly clock: Clock,
  ) {}

  /** The `at` of a question is `knownAt` unless it says another. */
  async execute(asked: {
    questions: readonly AvailabilityQuestion[];
    knownAt: Date;
  }): Promise<(Decision | null)[]> {
    const { questions } = asked;
    if (questions.length > MOST_QUESTIONS) {
      throw new DomainError('invalid', 'too-many-questions', `At most ${MOST_QUESTIONS} questions at once.`);
    }
    const knownAt = readKnownAt(asked.knownAt, this.clock.now());
    // Of one state of the database, and of nothing that a caller's transaction has not committed.
    return this.snapshot.run(async () => {
      const shared = await this.rulesAt(knownAt);
      const ids = [...new Set(questions.map(({ itemId }) => itemId))];
      const items = linkItems(await this.history.someAt(await this.history.revisionAt(knownAt), ids));
      const selections = await this.offers.spansKnownAt([...items.keys()], knownAt);
      const snapshot = withStoredSelections(shared, selections);
      const decisions = questions.map(({ itemId, at, ...question }) => {
        // An unknown item does not hide an unknown market.
        snapshot.markets.market(question.market);
        const item = items.get(itemId);
        return item === undefined ? null : { ...question, item, at: (at ?? knownAt).getTime() };
      });
      const answers = decideMany(
        snapshot,
        decisions.filter((question) => question !== null),
      ).values();
      return decisions.map((question) => (question === null ? null : (answers.next().value ?? null)));
    });
  }

  private async rulesAt(knownAt: Date): Promise<RuleSnapshot> {
    const epoch = await this.epoch.numberAt(knownAt);
    return this.snapshots.get(String(epoch), async () =>
      buildSnapshot(await this.reader.readSharedKnownAt(knownAt)),
    );
  }
}

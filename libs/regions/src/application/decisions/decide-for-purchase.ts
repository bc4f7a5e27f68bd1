import { Injectable } from '@nestjs/common';
import { Clock } from '@portolan/platform';
import { decideMany, type Decision } from '../../domain';
import { ItemRepository } from '../../persistence/item-repository';
import { linkItems } from '../../persistence/link-items';
import { OfferRepository } from '../../persistence/rules/offer-repository';
import { withStoredSelections } from '../shared/item-selections';
import { CurrentRules } from './current-rules';

export interface PurchaseQuestion {
  itemIds: readonly string[];
  /** A market's code. */
  market: string;
  action: 'acquire';
}

/**
 * The decision that a sale rests on. Inside the caller's transaction it locks the epoch and the items for sharing, so that
 * a rule change or a change of an item either commits before this reads, or waits until the caller commits: a purchase
 * never commits after the epoch that forbids it. Purchases do not wait for each other. Ask before writing
 * anything, and call no other service before the commit, because a kill switch waits meanwhile.
 * @returns by item id; an item that regions does not know has no entry.
 * @throws DomainError `unknown-market`; Error outside a transaction.
 */
@Injectable()
export class DecideForPurchase {
  constructor(
    private readonly rules: CurrentRules,
    private readonly items: ItemRepository,
    private readonly offers: OfferRepository,
    private readonly clock: Clock,
  ) {}

  async execute({ itemIds, market, action }: PurchaseQuestion): Promise<Map<string, Decision>> {
    const { snapshot, changedAt } = await this.rules.hold();
    const asked = [...new Set(itemIds)];
    const items = linkItems(await this.items.holdWithParents(asked));
    const selections = await this.offers.spansOf([...items.keys()]);
    const rules = withStoredSelections(snapshot, selections);
    const decideAt = (at: number) => {
      const questions = asked.flatMap((id) => {
        const item = items.get(id);
        return item === undefined ? [] : [{ item, market, action, at }];
      });
      return decideMany(rules, questions);
    };
    const now = this.clock.now().getTime();
    const decisions = decideAt(now);
    // The clock of this process may be behind that of the one which changed the rules: what that one closed is closed. What
    // begins between the two has not begun.
    const later = changedAt.getTime() > now ? decideAt(changedAt.getTime()) : decisions;
    const answers = decisions.map((decision, index) =>
      decision.allowed ? (later[index] ?? decision) : decision,
    );
    return new Map(answers.map((decision) => [decision.itemId, decision]));
  }
}

import { Injectable } from '@nestjs/common';
import { Clock, DomainError } from '@portolan/platform';
import {
  type Action,
  decideMany,
  type Decision,
  type Entitlement,
  type Item,
  type Question,
} from '../../domain';
import { ItemRepository } from '../../persistence/item-repository';
import { linkItems } from '../../persistence/link-items';
import { OfferRepository } from '../../persistence/rules/offer-repository';
import { CurrentRules } from './current-rules';
import { withStoredSelections } from '../shared/item-selections';

export interface AvailabilityQuestion {
  itemId: string;
  /** A market's code. */
  market: string;
  action: Action;
  /** Default: now. */
  at?: Date;
  /** Needed for `redownload`, `update` and `renew`. */
  entitlement?: Entitlement;
}

export const MOST_QUESTIONS = 1_000;

/**
 * Answers many questions from one epoch of the rules: the compiled rules are kept in memory, the items
 * and their publishers' selections are read, in three small statements however many questions there are. The whole answer with all reasons; narrow it with `readerView`.
 * @returns in the order of the questions; `null` for an item that regions does not know.
 * @throws DomainError `unknown-market`, `too-many-questions`.
 */
@Injectable()
export class DecideAvailability {
  constructor(
    private readonly rules: CurrentRules,
    private readonly items: ItemRepository,
    private readonly offers: OfferRepository,
    private readonly clock: Clock,
  ) {}

  async execute({ questions }: { questions: readonly AvailabilityQuestion[] }): Promise<(Decision | null)[]> {
    if (questions.length > MOST_QUESTIONS) {
      throw new DomainError('invalid', 'too-many-questions', `At most ${MOST_QUESTIONS} questions at once.`);
    }
    const { snapshot } = await this.rules.get();
    for (const market of new Set(questions.map((question) => question.market)))
      snapshot.markets.market(market);
    const stored = await this.items.findWithParents([...new Set(questions.map(({ itemId }) => itemId))]);
    const items = linkItems(stored);
    const now = this.clock.now();
    const asked = questions.map((question) => toQuestion(question, items.get(question.itemId), now));
    const selections = await this.offers.spansOf([...items.keys()]);
    const decisions = decideMany(
      withStoredSelections(snapshot, selections),
      asked.filter((question) => question !== null),
    ).values();
    return asked.map((question) => (question === null ? null : (decisions.next().value ?? null)));
  }
}

function toQuestion(question: AvailabilityQuestion, item: Item | undefined, now: Date): Question | null {
  const { market, action, entitlement } = question;
  if (item === undefined) return null;
  return { item, market, action, at: (question.at ?? now).getTime(), ...(entitlement && { entitlement }) };
}

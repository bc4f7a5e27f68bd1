import type { Item } from '../item/item';
import type { Decision, Question } from './decision';
import { decideMatched } from './decide-matched';
import { type ItemMatch, matchItem } from './evaluate/match-item';
import type { RuleSnapshot } from './snapshot/rule-snapshot';

/**
 * May this item be listed, acquired, downloaded again, updated or renewed in this market at this instant? Layers L0 to
 * L3 and every reason; the request's own context is `decideContext`.
 * @throws DomainError `unknown-market`, `unknown-zone`, `invalid-local-time`.
 */
export function decide(rules: RuleSnapshot, question: Question): Decision {
  const market = rules.markets.market(question.market);
  return decideMatched(rules, matchItem(rules, question.item, market.slot), question);
}

/** The answers in the order of the questions. An item that stands in several questions is matched with the rules once. */
export function decideMany(rules: RuleSnapshot, questions: readonly Question[]): Decision[] {
  const matches = new Map<Item, ItemMatch>();
  return questions.map((question) => {
    let match = matches.get(question.item);
    if (match === undefined) {
      match = matchItem(rules, question.item);
      matches.set(question.item, match);
    }
    return decideMatched(rules, match, question);
  });
}

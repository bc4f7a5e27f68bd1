import type { Item } from '../../item/item';
import { MarketIndex } from '../../market/market-index';
import { ALWAYS } from '../../period';
import type { RuleRows } from '../../rules/rule-rows';
import type { Question, UnlockStep } from '../decision';
import { acceptance, credential, items, offer, scope } from './factories';

export interface Asked {
  readonly rules: RuleRows;
  readonly question: Question;
}

/** Does what a step of `unlock` says, as the person named by it would. */
export function applyStep({ rules, question }: Asked, step: UnlockStep): Asked {
  switch (step.do) {
    case 'verify-credential':
      return { question, rules: { ...rules, credentials: [...rules.credentials, verified(question, step)] } };
    case 'lift-prohibition':
      return {
        question,
        rules: { ...rules, prohibitions: rules.prohibitions.filter(({ id }) => id !== step.prohibitionId) },
      };
    case 'accept-risk': {
      const accepted = acceptance({
        id: 'accepted',
        requirementId: step.requirementId,
        items: items({ itemIds: [step.itemId] }),
        markets: scope(step.market),
        valid: { from: null, until: 1e6 },
      });
      return { question, rules: { ...rules, riskAcceptances: [...rules.riskAcceptances, accepted] } };
    }
    case 'select-market':
      return { question, rules: offered(rules, question, step, 'publisher') };
    case 'plan-market':
      return { question, rules: offered(rules, question, step, 'store') };
    case 'open-market': {
      const markets = rules.markets.map((market) =>
        market.code === step.market
          ? { ...market, statuses: [{ from: null, status: 'open' as const }] }
          : market,
      );
      return { question, rules: { ...rules, markets } };
    }
    case 'publish-item':
      return { rules, question: changed(question, step.itemId, { published: true }) };
    case 'reinstate-item':
      return { rules, question: changed(question, step.itemId, { withdrawn: null }) };
    case 'launch-item':
      return { rules, question: changed(question, step.itemId, { launch: null }) };
    case 'set-price': {
      const prices = [{ market: step.market, currency: step.currency }];
      return { rules, question: changed(question, step.itemId, { prices }) };
    }
    case 'obtain-entitlement':
      return { rules, question: { ...question, entitlement: { status: 'active' } } };
  }
}

/** The asked item or its app: never both, for their ids differ. */
export function subject({ item }: Question, itemId: string): Item {
  if (item.id === itemId) return item;
  if (item.parent?.id !== itemId) throw new Error(`${itemId} is not part of the question`);
  return item.parent;
}

function verified(question: Question, step: Extract<UnlockStep, { do: 'verify-credential' }>) {
  return credential({
    id: 'verified',
    type: step.credentialType,
    holder: { kind: 'publisher', publisherId: subject(question, step.itemId).publisherId },
    items: items({ itemIds: [step.itemId] }),
    markets: scope(step.market),
    standards: step.standards,
  });
}

/** A rule for this item and this very market, in place of whatever says no to exactly that. */
function offered(
  rules: RuleRows,
  question: Question,
  step: Extract<UnlockStep, { do: 'select-market' | 'plan-market' }>,
  side: 'publisher' | 'store',
): RuleRows {
  const index = new MarketIndex(rules.markets, rules.groups);
  const market = index.market(step.market);
  const others = rules.offers.map((rule) => {
    const exact = index.compile(rule.markets).rankOf(market.slot, question.at) === 1;
    if (rule.side !== side || rule.itemId !== step.itemId || rule.offered || !exact) return rule;
    return {
      ...rule,
      markets: { ...rule.markets, expression: `${rule.markets.expression} - ${step.market}` },
    };
  });
  const own = offer({
    id: 'own',
    side,
    publisherId: subject(question, step.itemId).publisherId,
    itemId: step.itemId,
    markets: scope(step.market),
    actions: [step.action],
    valid: ALWAYS,
  });
  return { ...rules, offers: [...others, own] };
}

function changed(question: Question, itemId: string, facts: Partial<Item['facts']>): Question {
  const change = (item: Item): Item =>
    item.id === itemId ? { ...item, facts: { ...item.facts, ...facts } } : item;
  const { item } = question;
  return {
    ...question,
    item: { ...change(item), parent: item.parent === null ? null : change(item.parent) },
  };
}

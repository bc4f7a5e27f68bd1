import type { FreshAction, Instant, OfferRule } from '../../domain';
import type { MarketScopeInput } from '../shared/rule-input';

/** A row of a file about the store's plan: a rule as it is to be, or the end of one. */
export type PlanWish =
  | { readonly do: 'remove'; readonly offerId: string }
  | {
      readonly do: 'set';
      /** The rule that it replaces; `null`: a new one. */
      readonly offerId: string | null;
      readonly category: string | null;
      readonly publisherId: string | null;
      readonly itemId: string | null;
      readonly markets: MarketScopeInput;
      readonly actions: readonly FreshAction[];
      readonly offered: boolean;
      /** `null`: as the rule that it replaces; of a new rule: from when it is applied. */
      readonly from: Date | null;
      /** `null`: until it is ended. */
      readonly until: Date | null;
    };

/**
 * What a rule says from now on: two rules with one text say the same. When it began does not count, when it is to begin does.
 */
export function contentOf(rule: Omit<OfferRule, 'id' | 'side'>, now: Instant): string {
  const { category, publisherId, itemId, markets, actions, offered, valid } = rule;
  const { expression, coversFutureMarkets } = markets;
  const scope = [category, publisherId, itemId, expression, coversFutureMarkets];
  const begins = valid.from === null || valid.from <= now ? null : valid.from;
  return JSON.stringify([...scope, [...actions].sort(), offered, begins, valid.until]);
}

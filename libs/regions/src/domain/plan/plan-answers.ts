import { offerVerdict } from '../decision/evaluate/offer-verdict';
import { maskOf } from '../decision/snapshot/action-mask';
import { compileOffer } from '../decision/snapshot/build-snapshot';
import type { CompiledOffer } from '../decision/snapshot/compiled-rules';
import type { RuleSnapshot } from '../decision/snapshot/rule-snapshot';
import type { Item } from '../item/item';
import type { Instant } from '../period';
import type { FreshAction } from '../rules/action';
import type { OfferRule } from '../rules/offer-rule';

/** A market and an action that a question about the plan is about. */
export interface PlanCell {
  readonly code: string;
  readonly slot: number;
  readonly action: FreshAction;
}

/** What the store's plan alone says about an item in some cells: 1 offered, 0 not; and the rules that decide it. */
export interface PlanAnswer {
  readonly bits: string;
  /** Ids of the rules that win somewhere and say no, and of those that say yes. */
  readonly against: readonly string[];
  readonly inFavour: readonly string[];
}

/** The plan as it stands with rules that are added to it and others that are taken out. */
export class PlanAnswers {
  private readonly added: readonly CompiledOffer[];
  private readonly known = new Map<string, PlanAnswer>();

  constructor(
    private readonly rules: RuleSnapshot,
    private readonly cells: readonly PlanCell[],
    private readonly at: Instant,
    added: readonly OfferRule[] = [],
    private readonly removed: ReadonlySet<string> = new Set(),
  ) {
    this.added = added.map((rule) => compileOffer(rule, rules.markets));
  }

  /** Items that the same rules are about share their answer. */
  of(item: Item): PlanAnswer {
    const offers: CompiledOffer[] = [];
    const take = (offer: CompiledOffer) => {
      if (!this.removed.has(offer.row.id) && offer.items.matches(item) === true) offers.push(offer);
    };
    this.rules.offers.store.forEachCandidate(item, take);
    this.added.forEach(take);
    const key = offers.map(({ row }) => row.id).join(' ');
    let answer = this.known.get(key);
    if (answer === undefined) this.known.set(key, (answer = this.ask(offers)));
    return answer;
  }

  private ask(offers: readonly CompiledOffer[]): PlanAnswer {
    const against = new Set<string>();
    const inFavour = new Set<string>();
    let bits = '';
    for (const { slot, action } of this.cells) {
      const verdict = offerVerdict(offers, slot, this.at, maskOf([action]));
      bits += verdict.offered ? '1' : '0';
      for (const { row } of verdict.against) against.add(row.id);
      if (verdict.offered) for (const { row } of verdict.inFavour) inFavour.add(row.id);
    }
    return { bits, against: [...against], inFavour: [...inFavour] };
  }
}

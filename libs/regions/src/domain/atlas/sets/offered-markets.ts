import { emptyMarketSet, addAll, type MarketSet, removeAll } from '../../market/market-set';
import { type Instant, inPeriod } from '../../period';
import { offerVerdict } from '../../decision/evaluate/offer-verdict';
import type { ActionMask } from '../../decision/snapshot/action-mask';
import type { CompiledOffer } from '../../decision/snapshot/compiled-rules';
import { forEachBit } from '../bits/words';

/**
 * Every market in which the offers say yes. Where all rules that cover a market agree, so do the winners among them,
 * whichever they are; only where they differ is the verdict asked.
 */
export function offeredMarkets(offers: readonly CompiledOffer[], at: Instant, action: ActionMask): MarketSet {
  const applying = offers.filter((offer) => (offer.mask & action) !== 0 && inPeriod(offer.valid, at));
  const yes = emptyMarketSet();
  const no = emptyMarketSet();
  for (const offer of applying) addAll(offer.row.offered ? yes : no, offer.markets.setAt(at));
  const disputed = yes.map((word, index) => word & (no[index] ?? 0));
  removeAll(yes, no);
  forEachBit(disputed, (slot) => {
    if (offerVerdict(applying, slot, at, action).offered)
      yes[slot >>> 5] = (yes[slot >>> 5] ?? 0) | (1 << (slot & 31));
  });
  return yes;
}

/** The same lists of offers meet again and again: in every shape of a category, and in list and acquire. */
export class OfferVerdicts {
  private readonly known = new Map<string, MarketSet>();
  private readonly numbers = new Map<CompiledOffer, number>();

  constructor(private readonly at: Instant) {}

  markets(offers: readonly CompiledOffer[], action: ActionMask): MarketSet {
    const key = `${action} ${offers.map((offer) => this.numberOf(offer)).join(' ')}`;
    let set = this.known.get(key);
    // Stryker disable next-line ConditionalExpression: found again, it is the same
    if (set === undefined) {
      set = offeredMarkets(offers, this.at, action);
      this.known.set(key, set);
    }
    return set;
  }

  private numberOf(offer: CompiledOffer): number {
    let number = this.numbers.get(offer);
    if (number === undefined) this.numbers.set(offer, (number = this.numbers.size));
    return number;
  }
}

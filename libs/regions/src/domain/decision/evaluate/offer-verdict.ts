import { NOT_COVERED } from '../../market/compiled-market-scope';
import { type Instant, inPeriod } from '../../period';
import type { ActionMask } from '../snapshot/action-mask';
import { type CompiledOffer, holds } from '../snapshot/compiled-rules';

export interface OfferVerdict {
  readonly offered: boolean;
  /** The winners that say no, by id. */
  readonly against: readonly CompiledOffer[];
  /** The winners that say yes, by id. */
  readonly inFavour: readonly CompiledOffer[];
}

interface Ranked {
  readonly offer: CompiledOffer;
  readonly marketRank: number;
}

const NONE: readonly CompiledOffer[] = [];
const NOT_OFFERED: OfferVerdict = {
  offered: false,
  against: NONE,
  inFavour: NONE,
};

/**
 * The rules that no other rule beats win: one beats another if it is at least as specific about the item and about
 * the market, and more specific about one of them. Winners that disagree mean no. Winners that agree are no conflict, even
 * where neither is more specific than the other.
 */
export function offerVerdict(
  offers: readonly CompiledOffer[],
  slot: number,
  at: Instant,
  action: ActionMask,
): OfferVerdict {
  const ranked: Ranked[] = [];
  for (const offer of offers) {
    if ((offer.mask & action) === 0 || !inPeriod(offer.valid, at)) continue;
    const marketRank = offer.markets.rankOf(slot, at);
    if (marketRank !== NOT_COVERED) ranked.push({ offer, marketRank });
  }
  const [only] = ranked;
  if (only === undefined) return NOT_OFFERED;
  // Stryker disable next-line BlockStatement: a shorter way to the same verdict
  if (ranked.length === 1) {
    const { offered } = only.offer.row;
    return {
      offered,
      against: offered ? NONE : [only.offer],
      inFavour: offered ? [only.offer] : NONE,
    };
  }
  const winners = ranked
    .filter((one) => !ranked.some((other) => beats(other, one)))
    .map(({ offer }) => offer);
  const against = winners.filter(({ row }) => !row.offered).sort(byId);
  const inFavour = winners.filter(({ row }) => row.offered).sort(byId);
  return { offered: against.length === 0, against, inFavour };
}

/**
 * Those of the wanted actions for which `offerVerdict` says yes. Where all rules that apply agree, so do the winners among them,
 * whichever they are.
 */
export function offeredActions(
  offers: readonly CompiledOffer[],
  slot: number,
  at: Instant,
  wanted: ActionMask,
): ActionMask {
  let yes = 0;
  let no = 0;
  for (const offer of offers) {
    if ((offer.mask & wanted) === 0 || !holds(offer, slot, at)) continue;
    if (offer.row.offered) yes |= offer.mask;
    else no |= offer.mask;
  }
  let offered = yes & ~no & wanted;
  for (let disputed = yes & no & wanted; disputed !== 0; disputed &= disputed - 1) {
    const action = disputed & -disputed;
    if (offerVerdict(offers, slot, at, action).offered) offered |= action;
  }
  return offered;
}

function beats(a: Ranked, b: Ranked): boolean {
  const byItem = a.offer.itemRank - b.offer.itemRank;
  const byMarket = b.marketRank - a.marketRank;
  return byItem >= 0 && byMarket >= 0 && byItem + byMarket > 0;
}

function byId(a: CompiledOffer, b: CompiledOffer): number {
  return a.row.id < b.row.id ? -1 : 1;
}

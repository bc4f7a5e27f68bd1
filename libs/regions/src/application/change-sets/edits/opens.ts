import { type Instant, type MarketStatus, type Period, type RuleRows, statusAt } from '../../../domain';
import { type Edit, mayOpen } from './edit';

/**
 * Whether an edit could open a cell that the rules as they stand keep closed, today or later, for an item that is there or one
 * that will come. `mayOpen` judges by the edit alone; what an edit takes away or replaces is known here. Never says no to
 * an edit that opens; may say yes to one that does not.
 * @param now from when on the edit holds, unless it says so itself.
 */
export function opens(edit: Edit, rules: RuleRows, now: Instant): boolean {
  if (!mayOpen(edit)) return false;
  const isRunning = ({ valid }: { valid: Period }) => valid.until === null || valid.until > now;
  // To take a yes away opens nothing: what it beat or agreed with says yes as before, or no.
  const saysNo = (offerId: string | undefined) =>
    rules.offers.some((offer) => offer.id === offerId && !offer.offered && isRunning(offer));
  switch (edit.do) {
    case 'set-plan':
      return edit.offered || saysNo(edit.offerId);
    case 'remove-plan':
      return saysNo(edit.offerId);
    case 'end-requirement':
      return rules.requirements.some((one) => one.id === edit.requirementId && isRunning(one));
    case 'lift-prohibition':
      return rules.prohibitions.some((one) => one.id === edit.prohibitionId && isRunning(one));
    case 'change-market-status':
      return isMoreOpen(edit.status, edit.market, edit.from?.getTime() ?? now, rules);
    default:
      return true;
  }
}

/** What a status lets pass includes what those before it do. */
const OPENNESS: Readonly<Record<MarketStatus, number>> = { planned: 0, closed: 0, suspended: 1, open: 2 };

/** Than the market is, or by now will be, at any time from then on: what was scheduled is taken back. */
function isMoreOpen(status: MarketStatus, code: string, from: Instant, { markets }: RuleRows): boolean {
  const market = markets.find((one) => one.code === code);
  // An edit before it in the same set may add the market: it begins as `planned`.
  if (market === undefined) return OPENNESS[status] > OPENNESS.planned;
  const later = market.statuses.filter((span) => span.from !== null && span.from > from);
  const known = [statusAt(market, from), ...later.map((span) => span.status)];
  return known.some((one) => OPENNESS[one] < OPENNESS[status]);
}

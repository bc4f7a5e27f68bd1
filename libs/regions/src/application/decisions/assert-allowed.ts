import { DomainError, notFound } from '@portolan/platform';
import { type Decision, type Reason, readerView, type Visibility } from '../../domain';
import { reasonView } from './decision-view';

/**
 * RFC 7725: `blocked-by` names who carries the block out, not who ordered it. That is this store, at the root of whatever
 * address it was asked at. Who ordered it stands in the reasons. No shared cache may keep who was refused what.
 */
const BLOCKED = { link: '</>; rel="blocked-by"', 'cache-control': 'private, no-store' };

/**
 * Lets an allowed decision pass and words every other one, as the HTTP table of the design says; what a
 * prohibition has to do with it comes before what was withdrawn (ADR 22).
 * @param decision the whole decision, not a reader's view of it.
 * @param reader who will read the refusal: `extra.reasons` holds what they may see, and for others than the public
 *   `extra.unlock` what would help.
 * @throws DomainError `item-not-found` (not-found) for what is hidden, `item-withdrawn` (gone),
 *   `unavailable-for-legal-reasons` (legal), `market-unavailable` (forbidden).
 */
export function assertAllowed(decision: Decision, reader: Visibility): void {
  if (decision.allowed) return;
  if (decision.state === 'hidden' && reader === 'public') throw notFound('item');
  const view = readerView(decision, reader);
  const extra = {
    market: decision.market,
    state: view.state,
    reasons: view.reasons.map(reasonView),
    ...(reader === 'public' ? {} : { unlock: view.unlock }),
  };
  const prohibitions = view.reasons.filter(({ layer }) => layer === 'prohibition');
  if (prohibitions.length > 0) {
    const detail = prohibitions.every(isOfTheStore)
      ? `The store has stopped the item in ${decision.market}.`
      : `The item may not be had in ${decision.market} on legal grounds.`;
    throw new DomainError('legal', 'unavailable-for-legal-reasons', detail, { extra, headers: BLOCKED });
  }
  if (decision.reasons.some(({ code }) => code.startsWith('COMMERCIAL.WITHDRAWN_BY_'))) {
    throw new DomainError('gone', 'item-withdrawn', 'The item was withdrawn from every market.', { extra });
  }
  const detail = `The item is not available in ${decision.market}.`;
  throw new DomainError('forbidden', 'market-unavailable', detail, { extra });
}

/** Nobody else is said to have ordered it. */
function isOfTheStore({ code, authority, legalBasis }: Reason): boolean {
  return (
    (code === 'LEGAL.KILL_SWITCH' || code === 'LEGAL.PRODUCT_RECALL') &&
    authority === null &&
    legalBasis === null
  );
}

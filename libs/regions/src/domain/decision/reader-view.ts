import { VISIBILITIES, type Visibility } from '../rules/action';
import type { Decision, Reason } from './decision';

/**
 * The decision as a reader may see it: `allowed` stays, reasons, ways out and dates that rest on something the
 * reader may not know are left out. A reader who may see no prohibition reads `not-offered` instead of `blocked`.
 */
export function readerView(decision: Decision, reader: Visibility): Decision {
  const sees = ({ visibility }: { readonly visibility: Visibility }) =>
    VISIBILITIES.indexOf(visibility) <= VISIBILITIES.indexOf(reader);
  const strip = (reason: Reason): Reason =>
    reader === 'public' ? { ...reason, credentialId: null } : reason;
  const reasons = decision.reasons.filter(sees).map(strip);
  const change = decision.nextChange;
  // Stryker disable next-line ConditionalExpression: what is not there is kept from nobody
  const hidesBlock = decision.blockedVisibility !== null && !sees({ visibility: decision.blockedVisibility });
  return {
    ...decision,
    state: hidesBlock ? 'not-offered' : decision.state,
    blockedVisibility: hidesBlock ? null : decision.blockedVisibility,
    reasons,
    advisories: decision.advisories.filter(sees).map(strip),
    unlock: decision.unlock.filter((steps) => steps.every(sees)),
    nextChange: change !== null && change.why.every(sees) ? change : null,
  };
}

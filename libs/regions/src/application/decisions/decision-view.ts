import { type BoundaryCause, type Decision, type Reason, readerView, type Visibility } from '../../domain';

/** A reason in the words of the API: times are RFC 3339. */
export interface ReasonView extends Omit<Reason, 'since' | 'until'> {
  since: string | null;
  until: string | null;
}

/** What one reader may see of a decision, in the words of the API. */
export interface DecisionView extends Pick<
  Decision,
  'itemId' | 'market' | 'action' | 'epoch' | 'allowed' | 'state' | 'unlock'
> {
  at: string;
  reasons: ReasonView[];
  advisories: ReasonView[];
  nextChange: { at: string; allowed: boolean; why: readonly BoundaryCause[] } | null;
}

export function reasonView(reason: Reason): ReasonView {
  return { ...reason, since: rfc3339(reason.since), until: rfc3339(reason.until) };
}

/** @param decision the whole decision; what the reader may not know is left out. */
export function decisionView(decision: Decision, reader: Visibility): DecisionView {
  const { itemId, market, action, epoch, allowed, state, reasons, advisories, unlock, nextChange } =
    readerView(decision, reader);
  return {
    itemId,
    market,
    action,
    at: new Date(decision.at).toISOString(),
    epoch,
    allowed,
    state,
    reasons: reasons.map(reasonView),
    advisories: advisories.map(reasonView),
    unlock,
    nextChange: nextChange === null ? null : { ...nextChange, at: new Date(nextChange.at).toISOString() },
  };
}

function rfc3339(instant: number | null): string | null {
  return instant === null ? null : new Date(instant).toISOString();
}

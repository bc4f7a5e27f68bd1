import type { Market } from '../../market/market';
import type { Instant } from '../../period';
import type { ReasonCode, Visibility } from '../../rules/action';
import type { Layer, Reason } from '../decision';
import type { RuleSnapshot } from '../snapshot/rule-snapshot';
import type { Failure, StateFault } from './failure';
import { nearestMiss } from './near-miss';

const NONE: readonly never[] = [];
const LAYERS: readonly Layer[] = ['prohibition', 'requirement', 'offer', 'state', 'context'];

/** What a failure says to people. */
export function reasonOf(rules: RuleSnapshot, failure: Failure, market: Market, at: Instant): Reason {
  const itemId = failure.match.item.id;
  switch (failure.layer) {
    case 'prohibition': {
      const { row, code } = failure.prohibition.rule;
      return ofRule('prohibition', code, itemId, market.code, row, null, row.authority);
    }
    case 'requirement': {
      const { row } = failure.requirement.rule;
      const { code, credentialId } = nearestMiss(
        rules,
        failure.requirement,
        failure.match.item,
        market.slot,
        at,
      );
      return ofRule('requirement', code, itemId, market.code, row, credentialId, null);
    }
    case 'offer': {
      const row = failure.against[0]?.row;
      const ambiguous = failure.inFavour.length > 0;
      const plain =
        failure.side === 'publisher' ? 'COMMERCIAL.NOT_SELECTED_BY_PUBLISHER' : 'COMMERCIAL.CATEGORY_CLOSED';
      // Each field by name, here and below: made of parts, a reason costs five times as much.
      return {
        layer: 'offer',
        code: ambiguous ? 'COMMERCIAL.OFFER_AMBIGUOUS' : plain,
        itemId,
        market: market.code,
        ruleId: row?.id ?? null,
        conflictsWith: ambiguous ? failure.inFavour.map((offer) => offer.row.id) : NONE,
        credentialId: null,
        legalBasis: null,
        authority: null,
        since: row?.valid.from ?? null,
        until: row?.valid.until ?? null,
        visibility: 'public',
      };
    }
    case 'state':
      return { ...blankReason(itemId, market.code), layer: 'state', ...statePart(failure.fault) };
  }
}

export function blankReason(itemId: string, market: string): Omit<Reason, 'layer' | 'code'> {
  return {
    itemId,
    market,
    ruleId: null,
    conflictsWith: NONE,
    credentialId: null,
    legalBasis: null,
    authority: null,
    since: null,
    until: null,
    visibility: 'public',
  };
}

interface RuleRow {
  readonly id: string;
  readonly legalBasis: string | null;
  readonly valid: { readonly from: Instant | null; readonly until: Instant | null };
  readonly visibility: Visibility;
}

function ofRule(
  layer: Layer,
  code: ReasonCode,
  itemId: string,
  market: string,
  row: RuleRow,
  credentialId: string | null,
  authority: Reason['authority'],
): Reason {
  return {
    layer,
    code,
    itemId,
    market,
    ruleId: row.id,
    conflictsWith: NONE,
    credentialId,
    legalBasis: row.legalBasis,
    authority,
    since: row.valid.from,
    until: row.valid.until,
    visibility: row.visibility,
  };
}

function statePart(fault: StateFault): { code: ReasonCode; visibility: Visibility } & Partial<Reason> {
  switch (fault.what) {
    case 'market':
      return { code: `COMMERCIAL.${fault.code}`, visibility: 'public', market: fault.market.code };
    case 'not-published':
      return { code: 'COMMERCIAL.NOT_PUBLISHED', visibility: 'publisher' };
    case 'parent-missing':
      return { code: 'COMMERCIAL.PARENT_MISSING', visibility: 'publisher' };
    case 'withdrawn': {
      const by = fault.withdrawal.by === 'store' ? 'STORE' : 'PUBLISHER';
      return { code: `COMMERCIAL.WITHDRAWN_BY_${by}`, visibility: 'public', since: fault.withdrawal.since };
    }
    case 'not-launched': {
      const embargo = fault.before === 'embargo';
      const code = embargo ? 'COMMERCIAL.EMBARGOED' : 'COMMERCIAL.NOT_LAUNCHED';
      return { code, visibility: embargo ? 'publisher' : 'public', until: fault.launchAt };
    }
    case 'price-missing':
      return { code: 'COMMERCIAL.PRICE_MISSING', visibility: 'publisher' };
  }
}

/** By layer, code, rule, item and market, and so the same whatever the order of the rows. */
export function compareReasons(a: Reason, b: Reason): number {
  return (
    LAYERS.indexOf(a.layer) - LAYERS.indexOf(b.layer) ||
    compareText(a.code, b.code) ||
    compareText(a.ruleId ?? '', b.ruleId ?? '') ||
    compareText(a.itemId, b.itemId) ||
    compareText(a.market, b.market)
  );
}

export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

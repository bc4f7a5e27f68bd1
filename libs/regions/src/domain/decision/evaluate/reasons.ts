import type { Market } from '../../market/market';
import type { Instant } from '../../period';
import type { ReasonCode, Visibility } from '../../rules/action';
import type { Layer, Reason } from '../decision';
import type { RuleSnapshot } from '../snapshot/rule-snapshot';
import type { Failure, StateFault } from './failure';
import { nearestMiss } from './near-miss';

const LAYERS: readonly Layer[] = ['prohibition', 'requirement', 'offer', 'state', 'context'];

/** What a failure says to people. */
export function reasonOf(rules: RuleSnapshot, failure: Failure, market: Market, at: Instant): Reason {
  const blank = blankReason(failure.match.item.id, market.code);
  switch (failure.layer) {
    case 'prohibition': {
      const { row, code } = failure.prohibition.rule;
      return { ...blank, layer: 'prohibition', code, authority: row.authority, ...ruleParts(row) };
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
      return { ...blank, layer: 'requirement', code, credentialId, ...ruleParts(row) };
    }
    case 'offer': {
      const row = failure.against[0]?.row;
      const ambiguous = failure.inFavour.length > 0;
      const plain =
        failure.side === 'publisher' ? 'COMMERCIAL.NOT_SELECTED_BY_PUBLISHER' : 'COMMERCIAL.CATEGORY_CLOSED';
      return {
        ...blank,
        layer: 'offer',
        code: ambiguous ? 'COMMERCIAL.OFFER_AMBIGUOUS' : plain,
        ruleId: row?.id ?? null,
        conflictsWith: failure.inFavour.map((offer) => offer.row.id),
        since: row?.valid.from ?? null,
        until: row?.valid.until ?? null,
      };
    }
    case 'state':
      return { ...blank, layer: 'state', ...statePart(failure.fault) };
  }
}

export function blankReason(itemId: string, market: string): Omit<Reason, 'layer' | 'code'> {
  return {
    itemId,
    market,
    ruleId: null,
    conflictsWith: [],
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

function ruleParts(row: RuleRow) {
  const { id: ruleId, legalBasis, visibility, valid } = row;
  return { ruleId, legalBasis, visibility, since: valid.from, until: valid.until };
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

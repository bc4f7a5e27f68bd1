import type { Market } from '../../market/market';
import type { Instant } from '../../period';
import type { Visibility } from '../../rules/action';
import type { BoundaryCause, NextChange } from '../decision';
import { type ActionMask, bit } from '../snapshot/action-mask';
import type { Compiled } from '../snapshot/compiled-rules';
import type { RuleSnapshot } from '../snapshot/rule-snapshot';
import type { ItemMatch } from './match-item';
import { launchInstant } from './state-faults';
import { compareText } from './reasons';
import { widerSecret } from './unlock';

interface Boundary {
  readonly at: Instant;
  readonly cause: BoundaryCause;
}

type Note = (at: Instant | null, cause: BoundaryCause) => void;

/** Tries every date that has a part in the question, in order, until one of them turns the answer. */
export function nextChange(
  rules: RuleSnapshot,
  match: ItemMatch,
  market: Market,
  action: ActionMask,
  at: Instant,
  allowed: boolean,
  allowedAt: (at: Instant) => boolean,
): NextChange | null {
  const boundaries: Boundary[] = [];
  const note: Note = (instant, cause) => {
    if (instant !== null && instant > at) boundaries.push({ at: instant, cause });
  };
  noteMarket(rules, market, action, note);
  noteItem(match, market, action, note);
  if (match.parent !== null) noteItem(match.parent, market, action, note);
  boundaries.sort((a, b) => a.at - b.at);
  for (let index = 0; index < boundaries.length; index++) {
    const boundary = boundaries[index];
    if (boundary === undefined || boundary.at === boundaries[index - 1]?.at) continue;
    if (allowedAt(boundary.at) !== allowed) {
      return { at: boundary.at, allowed: !allowed, why: causesAt(boundaries, boundary.at) };
    }
  }
  return null;
}

function noteMarket(rules: RuleSnapshot, market: Market, action: ActionMask, note: Note): void {
  for (const place of rules.markets.chainOf(market)) {
    for (const { from } of place.statuses)
      note(from, { what: 'market-status', id: place.code, visibility: 'public' });
  }
  if ((action & (bit('list') | bit('acquire') | bit('renew'))) === 0) return;
  for (const { from, until } of market.currencies) {
    const cause = { what: 'market-currency', id: market.code, visibility: 'public' } as const;
    note(from, cause);
    note(until, cause);
  }
}

function noteItem(match: ItemMatch, market: Market, action: ActionMask, note: Note): void {
  const { slot } = market;
  const { id, facts } = match.item;
  for (const { rule, exempting } of match.prohibitions) {
    if ((rule.mask & action) === 0 || !rule.markets.everCovers(slot)) continue;
    const { visibility } = rule.row;
    noteRule(rule, slot, { what: 'prohibition', id: rule.row.id, visibility }, note);
    for (const one of exempting)
      noteRule(one, slot, { what: 'credential', id: one.row.id, visibility }, note);
  }
  for (const { rule, anyOf, acceptances } of match.requirements) {
    if ((rule.mask & action) === 0 || !rule.markets.everCovers(slot)) continue;
    const { visibility } = rule.row;
    noteRule(rule, slot, { what: 'requirement', id: rule.row.id, visibility }, note);
    for (const one of anyOf.flatMap((types) => types.flatMap((type) => type.credentials))) {
      noteRule(one, slot, { what: 'credential', id: one.row.id, visibility }, note);
    }
    for (const one of acceptances)
      noteRule(one, slot, { what: 'risk-acceptance', id: one.row.id, visibility }, note);
  }
  for (const offer of [...match.offers.publisher, ...match.offers.store]) {
    if ((offer.mask & action) === 0 || !offer.markets.everCovers(slot)) continue;
    const cause = { what: 'offer', id: offer.row.id, visibility: 'public' } as const;
    note(offer.valid.from, cause);
    note(offer.valid.until, cause);
    // Not only where this market comes or goes: a group that grows or shrinks may change which rule is the more specific.
    for (const boundary of offer.markets.boundaries) note(boundary, cause);
  }
  const secrecy = facts.launch?.before === 'embargo' ? 'publisher' : 'public';
  note(launchInstant(match.item, market), { what: 'launch', id, visibility: secrecy });
  note(facts.withdrawn?.since ?? null, { what: 'withdrawal', id, visibility: 'publisher' });
}

function noteRule(rule: Compiled<unknown>, slot: number, cause: BoundaryCause, note: Note): void {
  note(rule.valid.from, cause);
  note(rule.valid.until, cause);
  for (const flip of rule.markets.flips(slot)) note(flip, cause);
}

/** Without doubles; one that several rules name is as secret as the most secret of them. */
function causesAt(boundaries: readonly Boundary[], at: Instant): BoundaryCause[] {
  const causes = new Map<string, BoundaryCause>();
  for (const { at: instant, cause } of boundaries) {
    if (instant !== at) continue;
    const key = `${cause.what} ${cause.id}`;
    const known: Visibility = causes.get(key)?.visibility ?? cause.visibility;
    causes.set(key, { ...cause, visibility: widerSecret(known, cause.visibility) });
  }
  return [...causes].sort(([a], [b]) => compareText(a, b)).map(([, cause]) => cause);
}

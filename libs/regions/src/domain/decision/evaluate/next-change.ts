import type { Item } from '../../item/item';
import type { Market } from '../../market/market';
import type { MarketIndex } from '../../market/market-index';
import type { Instant, Period } from '../../period';
import type { Visibility } from '../../rules/action';
import type { BoundaryCause, NextChange } from '../decision';
import { type ActionMask, FRESH_MASK, PAID_MASK } from '../snapshot/action-mask';
import type { Compiled, CompiledOffer } from '../snapshot/compiled-rules';
import type { RuleSnapshot } from '../snapshot/rule-snapshot';
import { isUnmet, prohibits } from './examine';
import type { ItemMatch } from './match-item';
import { offeredActions } from './offer-verdict';
import { compareText } from './reasons';
import { itemFaults, launchInstant, marketFaults } from './state-faults';
import { widerSecret } from './unlock';

type Note = (at: Instant | null, cause: () => BoundaryCause) => void;

/** A part of the answer that changes on dates of its own and on no others. */
interface Part {
  readonly fails: (at: Instant) => boolean;
  readonly note: (note: Note) => void;
}

/**
 * Walks the dates ahead in order and asks, at each one, only the part that the date belongs to; the answer flips when
 * the first part fails or the last one ceases to.
 */
export function nextChange(
  rules: RuleSnapshot,
  match: ItemMatch,
  market: Market,
  action: ActionMask,
  at: Instant,
  allowed: boolean,
): NextChange | null {
  // Stryker disable next-line ConditionalExpression: a shorter way to no date
  if (!allowed && isNeverOffered(match, market, action, at)) return null;
  const dates: { at: Instant; part: Part }[] = [];
  const failing = new Set<Part>();
  for (const part of partsOf(rules, match, market, action)) {
    const before = dates.length;
    part.note((instant) => {
      // Stryker disable next-line EqualityOperator: what begins now is in the answer already
      if (instant !== null && instant > at) dates.push({ at: instant, part });
    });
    if (allowed || !part.fails(at)) continue;
    // What fails for good keeps the answer as it is.
    // Stryker disable next-line ConditionalExpression: a shorter way to no date
    if (dates.length === before) return null;
    failing.add(part);
  }
  dates.sort((a, b) => a.at - b.at);
  for (let index = 0; index < dates.length; index++) {
    const date = dates[index];
    // Stryker disable next-line ConditionalExpression: there is one, which its type does not tell
    if (date === undefined) break;
    if (date.part.fails(date.at)) failing.add(date.part);
    else failing.delete(date.part);
    const isLastOfInstant = dates[index + 1]?.at !== date.at;
    if (isLastOfInstant && (failing.size === 0) !== allowed) {
      return { at: date.at, allowed: !allowed, why: causesAt(dates, date.at) };
    }
  }
  return null;
}

// Stryker disable BlockStatement,ConditionalExpression,LogicalOperator: a shorter way to no date
/** The most frequent of what fails for good, asked first: nobody offers the item here, and no date will change it. */
function isNeverOffered(match: ItemMatch, { slot }: Market, action: ActionMask, at: Instant): boolean {
  if ((action & FRESH_MASK) === 0) return false;
  for (const offers of [match.offers.publisher, match.offers.store]) {
    if (offeredActions(offers, slot, at, action) !== 0) continue;
    let hasDates = false;
    noteOffers(offers, slot, action, (instant) => {
      if (instant !== null && instant > at) hasDates = true;
    });
    if (!hasDates) return true;
  }
  return false;
}
// Stryker restore BlockStatement,ConditionalExpression,LogicalOperator

function partsOf(rules: RuleSnapshot, match: ItemMatch, market: Market, action: ActionMask): Part[] {
  const parts = [marketPart(rules.markets, market, action)];
  addItemParts(parts, rules.markets, match, market, action, false);
  if (match.parent !== null) addItemParts(parts, rules.markets, match.parent, market, action, true);
  return parts;
}

function marketPart(markets: MarketIndex, market: Market, action: ActionMask): Part {
  return {
    fails: (at) => !marketFaults(markets, market, at, (_, mask) => (mask & action) === 0),
    note: (note) => {
      for (const place of markets.chainOf(market)) {
        for (const { from } of place.statuses) {
          note(from, () => ({ what: 'market-status', id: place.code, visibility: 'public' }));
        }
      }
    },
  };
}

function addItemParts(
  parts: Part[],
  markets: MarketIndex,
  match: ItemMatch,
  market: Market,
  action: ActionMask,
  asParent: boolean,
): void {
  const { slot } = market;
  const { item } = match;
  for (const prohibition of match.prohibitions) {
    const { rule, exempting } = prohibition;
    if ((rule.mask & action) === 0 || !rule.markets.everCovers(slot)) continue;
    const { visibility } = rule.row;
    parts.push({
      fails: (at) => prohibits(prohibition, slot, at),
      note: (note) => {
        noteRule('prohibition', rule, visibility, slot, note);
        for (const one of exempting) noteRule('credential', one, visibility, slot, note);
      },
    });
  }
  for (const requirement of match.requirements) {
    const { rule, anyOf, acceptances } = requirement;
    if ((rule.mask & action) === 0 || !rule.markets.everCovers(slot)) continue;
    const { visibility, enforcement } = rule.row;
    if (enforcement === 'advisory') continue;
    parts.push({
      fails: (at) => isUnmet(requirement, slot, at),
      note: (note) => {
        noteRule('requirement', rule, visibility, slot, note);
        for (const types of anyOf) {
          for (const { credentials } of types) {
            for (const one of credentials) noteRule('credential', one, visibility, slot, note);
          }
        }
        for (const one of acceptances) noteRule('risk-acceptance', one, visibility, slot, note);
      },
    });
  }
  if ((action & FRESH_MASK) !== 0) {
    for (const offers of [match.offers.publisher, match.offers.store]) {
      parts.push({
        fails: (at) => offeredActions(offers, slot, at, action) === 0,
        note: (note) => noteOffers(offers, slot, action, note),
      });
    }
  }
  parts.push({
    fails: (at) => !itemFaults(markets, item, market, at, asParent, (_, mask) => (mask & action) === 0),
    note: (note) => noteFacts(item, market, action, note),
  });
}

function noteOffers(offers: readonly CompiledOffer[], slot: number, action: ActionMask, note: Note): void {
  for (const offer of offers) {
    if ((offer.mask & action) === 0 || !offer.markets.everCovers(slot)) continue;
    const cause = () => ({ what: 'offer', id: offer.row.id, visibility: 'public' }) as const;
    notePeriod(offer.valid, cause, note);
    // Not only where this market comes or goes: a group that grows or shrinks may change which rule is the more specific.
    for (const boundary of offer.markets.boundaries) note(boundary, cause);
  }
}

function noteFacts(item: Item, market: Market, action: ActionMask, note: Note): void {
  const { id, facts } = item;
  const secrecy = facts.launch?.before === 'embargo' ? 'publisher' : 'public';
  note(launchInstant(item, market), () => ({ what: 'launch', id, visibility: secrecy }));
  note(facts.withdrawn?.since ?? null, () => ({ what: 'withdrawal', id, visibility: 'publisher' }));
  if ((action & PAID_MASK) === 0) return;
  for (const currency of market.currencies) {
    notePeriod(currency, () => ({ what: 'market-currency', id: market.code, visibility: 'public' }), note);
  }
}

function noteRule(
  what: BoundaryCause['what'],
  rule: Compiled<{ readonly id: string }>,
  visibility: Visibility,
  slot: number,
  note: Note,
): void {
  if (!rule.markets.everCovers(slot)) return;
  const cause = () => ({ what, id: rule.row.id, visibility });
  notePeriod(rule.valid, cause, note);
  for (const flip of rule.markets.flips(slot)) note(flip, cause);
}

function notePeriod({ from, until }: Period, cause: () => BoundaryCause, note: Note): void {
  note(from, cause);
  note(until, cause);
}

/** Without doubles; one that several rules name is as secret as the most secret of them. */
function causesAt(
  dates: readonly { readonly at: Instant; readonly part: Part }[],
  at: Instant,
): BoundaryCause[] {
  const byKey = new Map<string, BoundaryCause>();
  for (const part of new Set(dates.filter((date) => date.at === at).map((date) => date.part))) {
    part.note((instant, causeOf) => {
      if (instant !== at) return;
      const cause = causeOf();
      const key = `${cause.what} ${cause.id}`;
      const known = byKey.get(key)?.visibility ?? cause.visibility;
      byKey.set(key, { ...cause, visibility: widerSecret(known, cause.visibility) });
    });
  }
  return [...byKey].sort(([a], [b]) => compareText(a, b)).map(([, cause]) => cause);
}

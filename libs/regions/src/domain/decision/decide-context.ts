import type { Market } from '../market/market';
import type { Action, ReasonCode } from '../rules/action';
import type { Question, Reason } from './decision';
import { examine } from './evaluate/examine';
import { matchItem } from './evaluate/match-item';
import { blankReason, compareReasons } from './evaluate/reasons';
import { bit } from './snapshot/action-mask';
import type { RuleSnapshot } from './snapshot/rule-snapshot';

/** What is known of the request and the person behind it. Nothing in here is ever compiled or cached. */
export interface RequestContext {
  /** The account's home market; `null`: it has none. */
  readonly accountMarket: string | null;
  /** Where the payment instrument was issued; `null`: none is in use. */
  readonly paymentMarket: string | null;
  /** Where a device is to be sent; `null`: not stated. */
  readonly shipToMarket: string | null;
  /** Where the request seems to come from; `null`: not known. */
  readonly locationMarket: string | null;
  readonly age: number | null;
  /** The youngest age that the item's rating allows in the asked market; `null`: no limit. */
  readonly minimumAge: number | null;
  /** Whether the item runs on the person's device; `null`: not known, or no matter. */
  readonly deviceFits: boolean | null;
}

/** Two markets that should agree, and which of them can be changed. */
export interface MarketConflict {
  readonly between: 'account' | 'payment' | 'ship-to' | 'location';
  /** The market that the account, the instrument, the address or the request names; `null`: it names none. */
  readonly named: string | null;
  readonly asked: string;
  readonly resolve:
    | 'use-the-account-market'
    | 'use-an-instrument-of-the-account-market'
    | 'use-the-ship-to-market'
    | 'ask-from-elsewhere';
}

export interface ContextDecision {
  readonly allowed: boolean;
  readonly reasons: readonly Reason[];
  /** Each one belongs to a reason; together they are the body of a 409 `market-conflict`. */
  readonly conflicts: readonly MarketConflict[];
}

const DELIVERING: readonly Action[] = ['acquire', 'redownload', 'update'];

/**
 * Layer L4. Apps follow the account's market, devices the ship-to market. A device that is sold in a market is never
 * refused over where its buyer lives or where the card was issued, and a location alone denies only under sanctions. A code
 * that is no market, as an issuer or an address may name one, agrees with nothing.
 * @throws DomainError `unknown-market` for the asked market.
 */
export function decideContext(
  rules: RuleSnapshot,
  question: Question,
  context: RequestContext,
): ContextDecision {
  const { item, action, at } = question;
  const market = rules.markets.market(question.market);
  const reasons: Reason[] = [];
  const conflicts: MarketConflict[] = [];
  const deny = (code: ReasonCode) =>
    reasons.push({ ...blankReason(item.id, market.code), layer: 'context', code });
  const disagree = (
    code: ReasonCode,
    between: MarketConflict['between'],
    named: string | null,
    resolve: MarketConflict['resolve'],
  ) => {
    deny(code);
    conflicts.push({ between, named, asked: market.code, resolve });
  };

  if (action === 'acquire' && item.kind === 'device') {
    if (!isSameOrWithin(rules, market, context.shipToMarket)) {
      disagree('USER.SHIP_TO_MISMATCH', 'ship-to', context.shipToMarket, 'use-the-ship-to-market');
    }
  } else if (action === 'acquire' || action === 'renew') {
    const { accountMarket, paymentMarket } = context;
    if (!isSameOrWithin(rules, market, accountMarket)) {
      disagree('USER.ACCOUNT_MARKET_MISMATCH', 'account', accountMarket, 'use-the-account-market');
    }
    if (paymentMarket !== null && !payable(rules, accountMarket, paymentMarket, at)) {
      disagree(
        'USER.PAYMENT_MARKET_MISMATCH',
        'payment',
        paymentMarket,
        'use-an-instrument-of-the-account-market',
      );
    }
  }
  if (DELIVERING.includes(action) && context.deviceFits === false) deny('TECH.DEVICE_INCOMPATIBLE');
  if (action === 'acquire' && context.minimumAge !== null) {
    if (context.age === null) deny('USER.AGE_UNKNOWN');
    else if (context.age < context.minimumAge) deny('USER.AGE_BELOW_RATING');
  }
  if (context.locationMarket !== null && isSanctioned(rules, question, context.locationMarket)) {
    disagree('USER.LOCATION_SANCTIONED', 'location', context.locationMarket, 'ask-from-elsewhere');
  }
  return { allowed: reasons.length === 0, reasons: reasons.sort(compareReasons), conflicts };
}

/** Somebody of a country may ask for its subdivision, but somebody of a subdivision does not escape its rules by asking for the country. */
function isSameOrWithin(rules: RuleSnapshot, asked: Market, named: string | null): boolean {
  return rules.markets.chainOf(asked).some(({ code }) => code === named);
}

/** An instrument of the account's country, in either direction of subdivisions, or one of the EU for an account of the EU. */
function payable(rules: RuleSnapshot, account: string | null, payment: string, at: number): boolean {
  const accountPlace = rules.markets.find(account);
  const paymentPlace = rules.markets.find(payment);
  if (accountPlace === null || paymentPlace === null) return false;
  if (isSameOrWithin(rules, accountPlace, payment) || isSameOrWithin(rules, paymentPlace, account))
    return true;
  return (
    rules.markets.groupCovers('EU', accountPlace, at) && rules.markets.groupCovers('EU', paymentPlace, at)
  );
}

function isSanctioned(rules: RuleSnapshot, { item, action, at }: Question, location: string): boolean {
  const place = rules.markets.find(location);
  if (place === null) return false;
  return !examine(rules, matchItem(rules, item), place, at, bit(action), (failure) => {
    return !(failure.layer === 'prohibition' && failure.prohibition.rule.code === 'LEGAL.SANCTIONS');
  });
}

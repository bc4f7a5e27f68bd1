/** A place that letters reach. */
export interface PostalAddress {
  /** Street and number, or whatever stands in their place; 1 to 4 lines. */
  lines: string[];
  postalCode: string | null;
  city: string;
  region: string | null;
  /** ISO 3166-1 alpha-2. */
  country: string;
}

/** Who the publisher is before the law. */
export interface LegalEntityStatement {
  part: 'legal-entity';
  name: string;
  /** `GmbH`, `Ltd`, `individual`: as the country calls it. */
  form: string;
  /** Where it is registered, and under what; null for who is in no register. */
  registrationNumber: string | null;
  /** ISO 3166-1 alpha-2. */
  country: string;
}

export type AddressStatement = { part: 'address' } & PostalAddress;

/** What Regulation (EU) 2022/2065, Article 30 (1) wants to be told of a trader, and Article 30 (7) shows to consumers. */
export interface EuTrader {
  status: 'trader';
  name: string;
  address: PostalAddress;
  /** E.164. */
  phone: string;
  email: string;
  /** Trade register and number in it; null for who is in none. */
  register: string | null;
  /** The trader commits to offer only what complies with the law of the Union. */
  compliesWithUnionLaw: true;
}

/** Whether the publisher acts for its trade, business, craft or profession. */
export type TraderStatus = EuTrader | { status: 'not-trader' };
export type TraderStatement = { part: 'trader' } & TraderStatus;

export type PublisherStatement = LegalEntityStatement | AddressStatement | TraderStatement;
export type StatementPart = PublisherStatement['part'];

/** The credential that a statement is checked as. */
export interface StatementCredential {
  type: string;
  markets: { expression: string; coversFutureMarkets: true };
  /** Whether a paper has to be sent before it is submitted: an extract of a register, a bill. */
  needsPaper: boolean;
}

const EVERYWHERE = { expression: 'WORLD', coversFutureMarkets: true } as const;

/** Consumers are shown the statement behind it, so that publishers have none without one. */
export const TRADER_CREDENTIAL = 'trader.eu';

export const STATEMENT_CREDENTIALS: Readonly<Record<StatementPart, StatementCredential>> = {
  'legal-entity': { type: 'publisher.legal-entity', markets: EVERYWHERE, needsPaper: true },
  address: { type: 'publisher.address', markets: EVERYWHERE, needsPaper: true },
  // The law asks for a self-certification: the statement is its own paper.
  trader: {
    type: TRADER_CREDENTIAL,
    markets: { expression: 'EU', coversFutureMarkets: true },
    needsPaper: false,
  },
};

/** What stands in the register about it, if anything. */
export function registeredNumber(statement: PublisherStatement): string | null {
  if (statement.part === 'legal-entity') return statement.registrationNumber;
  return statement.part === 'trader' && statement.status === 'trader' ? statement.register : null;
}

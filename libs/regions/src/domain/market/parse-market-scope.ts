import { invalidRule, syntaxError } from '../errors';

/** One term of a scope, with its offset in the text for messages. */
export interface MarketTerm {
  readonly sign: '+' | '-';
  readonly code: string;
  readonly position: number;
}

export const MARKET_SCOPE_MAX_TERMS = 512;
export const MARKET_SCOPE_MAX_LENGTH = 8192;

/** Codes of markets and groups: capitals and digits, with hyphens inside (`UA-43`, `EU-GOODS`, `150`). */
export const MARKET_CODE = /^[A-Z0-9]+(?:-[A-Z0-9]+)*$/;
export const MARKET_CODE_MAX_LENGTH = 32;

/**
 * Reads `WORLD - EU + FR`. Since codes contain hyphens, the operators stand between spaces.
 * @throws DomainError `invalid-market-scope` with `extra.position`, `expected`, `found`.
 */
export function parseMarketScope(expression: string): MarketTerm[] {
  if (expression.length > MARKET_SCOPE_MAX_LENGTH) {
    throw fault(
      MARKET_SCOPE_MAX_LENGTH,
      `at most ${MARKET_SCOPE_MAX_LENGTH} characters`,
      `${expression.length}`,
    );
  }
  const terms: MarketTerm[] = [];
  let sign: '+' | '-' | null = '+';
  for (const { 0: token, index } of expression.matchAll(/\S+/g)) {
    if (sign === null) {
      if (token !== '+' && token !== '-') throw fault(index, '"+" or "-" between spaces', quote(token));
      sign = token;
      continue;
    }
    if (token.length > MARKET_CODE_MAX_LENGTH || !MARKET_CODE.test(token)) {
      throw fault(index, 'the code of a market or group', quote(token));
    }
    if (terms.length === MARKET_SCOPE_MAX_TERMS) {
      throw fault(index, `at most ${MARKET_SCOPE_MAX_TERMS} terms`, 'one more');
    }
    terms.push({ sign, code: token, position: index });
    sign = null;
  }
  if (sign !== null) throw fault(expression.length, 'the code of a market or group', 'the end');
  return terms;
}

/** The canonical text: single spaces, terms as they stand. `parseMarketScope` reads it back. */
export function printMarketScope(terms: readonly MarketTerm[]): string {
  if (terms[0]?.sign !== '+') {
    throw invalidRule('invalid-market-scope', 'A market scope begins with a market or group that it covers.');
  }
  return terms.map(({ sign, code }, index) => (index === 0 ? code : `${sign} ${code}`)).join(' ');
}

/**
 * One text for scopes that name the same markets in another order: the last term about a code counts, and neighbours of one
 * sign stand in the order of their codes. `FR + DE + FR` is `DE + FR`.
 */
export function sortedMarketScope(expression: string): string {
  const terms = parseMarketScope(expression);
  const last = new Map(terms.map(({ code }, index) => [code, index]));
  const runs: MarketTerm[][] = [];
  for (const term of terms.filter(({ code }, index) => last.get(code) === index)) {
    const run = runs.at(-1);
    if (run?.[0]?.sign === term.sign) run.push(term);
    // What is taken from nothing leaves nothing.
    else if (run !== undefined || term.sign === '+') runs.push([term]);
  }
  const byCode = (a: MarketTerm, b: MarketTerm) => (a.code < b.code ? -1 : 1);
  return printMarketScope(runs.flatMap((run) => run.sort(byCode)));
}

/** What to throw for a code that nothing in the rules is named by. */
export function unknownCode(term: MarketTerm): Error {
  return fault(term.position, 'a known market or group (operators stand between spaces)', quote(term.code));
}

function fault(position: number, expected: string, found: string): Error {
  return syntaxError('invalid-market-scope', { position, expected, found });
}

function quote(token: string): string {
  return JSON.stringify(token.length > 40 ? `${token.slice(0, 40)}...` : token);
}

import fc from 'fast-check';
import { type GroupMembership, MARKET_STATUSES, type Market, type MarketScope } from '../../market/market';
import { ACTIONS, FRESH_ACTIONS, RETENTIONS } from '../../rules/action';
import { type Credential, CREDENTIAL_STATUSES } from '../../rules/credential';
import { ENFORCEMENTS } from '../../rules/requirement';
import type { RuleRows } from '../../rules/rule-rows';
import type { Question } from '../decision';
import {
  actions,
  anyItem,
  bound,
  CODES,
  CURRENCIES,
  freshActions,
  GROUPS,
  instant,
  itemScope,
  mostlyEmpty,
  period,
  STANDARDS,
  TYPES,
} from './arbitrary-items';

const marketScope: fc.Arbitrary<MarketScope> = fc.record({
  expression: fc
    .tuple(
      fc.constantFrom('WORLD', 'WORLD', ...GROUPS, ...CODES),
      fc.array(fc.tuple(fc.constantFrom('+', '-'), fc.constantFrom(...GROUPS, ...CODES)), { maxLength: 3 }),
    )
    .map(([first, rest]) => [first, ...rest.flat()].join(' ')),
  coversFutureMarkets: fc.boolean(),
  writtenAt: fc.integer({ min: 0, max: 3 }),
});

const placed: fc.Arbitrary<Market[]> = fc.tuple(...CODES.map((code, slot) => marketOf(code, slot * 97)));

/** Who takes whose place, if anybody does: one or two steps, splits, mergers, a part of a country that leaves it. */
const successions = fc.subarray(
  [
    { of: 'AA', market: 'CC' },
    { of: 'AA', market: 'BB-2' },
    { of: 'BB-1', market: 'DD' },
    { of: 'CC', market: 'DD' },
    { of: 'BB', market: 'DD' },
  ].map((link) => instant.map((from) => ({ ...link, from }))),
);

const markets: fc.Arbitrary<Market[]> = fc
  .tuple(
    placed,
    fc.oneof(
      { weight: 2, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: successions.chain((links) => fc.tuple(...links)) },
    ),
  )
  .map(([list, links]) =>
    list.map((market) => ({
      ...market,
      successors: links
        .filter(({ of }) => of === market.code)
        .map(({ market: code, from }) => ({ market: code, from })),
    })),
  );

function marketOf(code: string, slot: number): fc.Arbitrary<Market> {
  const opened = { from: null, status: 'open' as const };
  const status = fc.record({ from: bound, status: fc.constantFrom(...MARKET_STATUSES) });
  return fc.record({
    code: fc.constant(code),
    parent: fc.constant(code.includes('-') ? code.slice(0, 2) : null),
    name: fc.constant(code),
    zone: fc.constant('Etc/UTC'),
    currencies: fc.array(
      fc.tuple(fc.constantFrom(...CURRENCIES), period).map(([currency, span]) => ({ currency, ...span })),
      { maxLength: 2 },
    ),
    // Two spans that begin together would say two things at once.
    statuses: fc.oneof(
      { weight: 3, arbitrary: fc.constant([opened]) },
      { weight: 1, arbitrary: fc.uniqueArray(status, { maxLength: 3, selector: (span) => span.from ?? -1 }) },
    ),
    slot: fc.constant(slot),
    addedAt: fc.integer({ min: 0, max: 3 }),
  });
}

const members: fc.Arbitrary<GroupMembership[]> = fc.array(
  fc.tuple(fc.constantFrom(...CODES), period).map(([market, span]) => ({ market, ...span })),
  { maxLength: 5 },
);

/** Rows of a kind, numbered: ids play no part in what is decided. */
function numbered<T>(
  prefix: string,
  row: fc.Arbitrary<T>,
  maxLength: number,
): fc.Arbitrary<(T & { id: string })[]> {
  return fc
    .array(row, { maxLength })
    .map((rows) => rows.map((one, index) => ({ ...one, id: `${prefix}${index}` })));
}

export const credentialRow: fc.Arbitrary<Omit<Credential, 'id'>> = fc.record({
  type: fc.constantFrom(...TYPES),
  holder: fc.constantFrom(
    { kind: 'operator' as const },
    { kind: 'publisher' as const, publisherId: 'p' },
    { kind: 'publisher' as const, publisherId: 'q' },
  ),
  issuer: fc.constant('issuer'),
  number: fc.constant(null),
  items: itemScope,
  markets: marketScope,
  standards: fc.option(fc.subarray([...STANDARDS]), { freq: 2 }),
  valid: period,
  status: fc.oneof(
    { weight: 3, arbitrary: fc.constant('verified' as const) },
    { weight: 1, arbitrary: fc.constantFrom(...CREDENTIAL_STATUSES) },
  ),
  dealId: fc.constantFrom(null, null, 'licence', 'assignment'),
  conditions: fc.constant([]),
});

export const prohibitionRow = fc.record({
  type: fc.constantFrom('sanctions', 'kill-switch'),
  items: itemScope,
  markets: marketScope,
  actions: freshActions,
  valid: period,
  exemptingCredentialType: fc.option(fc.constantFrom(...TYPES), { freq: 2 }),
  retention: fc.constantFrom(...RETENTIONS),
  legalBasis: fc.constant(null),
  authority: fc.constant(null),
  visibility: fc.constantFrom('public' as const, 'legal' as const),
});

const requirementRow = fc.record({
  items: itemScope,
  markets: marketScope,
  actions,
  valid: period,
  anyOf: fc.array(fc.subarray([...TYPES], { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 2 }),
  standards: mostlyEmpty(STANDARDS),
  enforcement: fc.constantFrom(...ENFORCEMENTS),
  missingCode: fc.constantFrom(
    'CERT.MISSING' as const,
    'IP.LICENCE_MISSING' as const,
    'PUBLISHER.FILING_MISSING' as const,
  ),
  legalBasis: fc.constant(null),
  visibility: fc.constant('public' as const),
});

const offerRow = fc.record({
  side: fc.constantFrom('publisher' as const, 'store' as const),
  publisherId: fc.constantFrom('p', 'q'),
  category: fc.constantFrom(null, null, 'app', 'app/game', 'device'),
  itemId: fc.constantFrom(null, null, null, 'i', 'j'),
  markets: marketScope,
  actions: freshActions,
  offered: fc.constantFrom(true, true, false),
  valid: fc.oneof(fc.constant({ from: null, until: null }), period),
});
/** The ground that special rules stand out from; without it nearly everything would be denied by default. */
const ground = fc.subarray(
  [
    { side: 'store' as const, publisherId: null },
    { side: 'publisher' as const, publisherId: 'p' },
    { side: 'publisher' as const, publisherId: 'q' },
  ].map((part) => ({
    ...part,
    category: null,
    itemId: null,
    markets: { expression: 'WORLD', coversFutureMarkets: true, writtenAt: 0 },
    actions: [...FRESH_ACTIONS],
    offered: true,
    valid: { from: null, until: null },
  })),
  { minLength: 2 },
);

export const ruleRows: fc.Arbitrary<RuleRows> = fc.record({
  epoch: fc.constant(1),
  markets,
  groups: fc.tuple(members, members).map(([first, second]) => [
    { code: 'WORLD', name: 'World', members: null },
    { code: 'G1', name: 'One', members: first },
    { code: 'G2', name: 'Two', members: second },
  ]),
  prohibitions: numbered('P', prohibitionRow, 2),
  requirements: numbered('R', requirementRow, 2),
  credentials: numbered('C', credentialRow, 4),
  // An amended deal is several rows under one id.
  deals: fc.tuple(period, period, period).map(([first, second, third]) => [
    { id: 'licence', kind: 'licence' as const, counterparty: 'L', title: 'A licence', valid: first },
    { id: 'licence', kind: 'covenant' as const, counterparty: 'L', title: 'Amended', valid: third },
    { id: 'assignment', kind: 'assignment' as const, counterparty: 'L', title: 'Bought', valid: second },
  ]),
  riskAcceptances: numbered(
    'A',
    fc.record({
      requirementId: fc.constantFrom('R0', 'R1'),
      items: itemScope,
      markets: marketScope,
      acceptedBy: fc.constant('a person'),
      justification: fc.constant('stated'),
      valid: fc.record({ from: bound, until: instant }),
    }),
    2,
  ),
  offers: fc
    .tuple(fc.array(offerRow, { maxLength: 3 }), ground)
    .map((offers) => offers.flat().map((row, index) => ({ ...row, id: `O${index}` }))),
});

export const question: fc.Arbitrary<Question> = fc.record({
  item: anyItem,
  market: fc.constantFrom(...CODES),
  action: fc.constantFrom('list' as const, 'acquire' as const, 'acquire' as const, ...ACTIONS),
  at: instant,
  entitlement: fc.constantFrom(
    { status: 'active' as const },
    { status: 'active' as const },
    { status: 'active' as const },
    { status: 'revoked' as const },
    undefined,
  ),
});

import type { Item } from '../../item/item';
import { EVERY_ITEM, type ItemScope } from '../../item/item-scope';
import type { Market, MarketGroup, MarketScope, MarketStatus } from '../../market/market';
import { ALWAYS, type Instant } from '../../period';
import type { Credential, Deal, RiskAcceptance } from '../../rules/credential';
import type { OfferRule } from '../../rules/offer-rule';
import type { Prohibition } from '../../rules/prohibition';
import type { Requirement } from '../../rules/requirement';
import type { RuleRows } from '../../rules/rule-rows';
import { marketGroupSeed } from '../../../seed/market-group-seed';
import { type MarketSeed, marketSeed } from '../../../seed/market-seed';

/** `2017-07-05` or `2017-07-05T10:00`, read as UTC. */
export function utc(text: string): Instant {
  return Date.parse(text.length === 10 ? `${text}T00:00:00Z` : `${text}Z`);
}

export function scope(expression: string): MarketScope {
  return { expression, coversFutureMarkets: true, writtenAt: 0 };
}

export function items(part: Partial<ItemScope> = {}): ItemScope {
  return { ...EVERY_ITEM, ...part };
}

/** Made when first asked for: what runs while a file loads belongs to no test, and a mutation run cannot tell which one needs it. */
let seeded: { markets: MarketSeed[]; groups: MarketGroup[] } | undefined;
function seed(): { markets: MarketSeed[]; groups: MarketGroup[] } {
  if (seeded === undefined) {
    const markets = marketSeed();
    seeded = { markets, groups: marketGroupSeed(markets) };
  }
  return seeded;
}

/** The seeded world; every market open unless named otherwise. */
export function world(
  statuses: Readonly<Record<string, MarketStatus>> = {},
): Pick<RuleRows, 'markets' | 'groups'> {
  const markets = seed().markets.map((market): Market => ({
    ...market,
    statuses: [{ from: null, status: statuses[market.code] ?? 'open' }],
    addedAt: 0,
  }));
  return { markets, groups: seed().groups };
}

export function rows(part: Partial<RuleRows> = {}): RuleRows {
  return {
    epoch: 1,
    ...world(),
    prohibitions: [],
    requirements: [],
    credentials: [],
    deals: [],
    riskAcceptances: [],
    offers: offeredEverywhere(),
    ...part,
  };
}

/** A world without dates of its own. */
export function timeless(part: Partial<RuleRows> = {}): RuleRows {
  const all = rows(part);
  const markets = all.markets.map((market) => ({
    ...market,
    currencies: market.currencies.map(({ currency }) => ({ currency, from: null, until: null })),
  }));
  const groups = all.groups.filter(({ code }) => code === 'WORLD');
  return { ...all, groups: part.groups ?? groups, markets: part.markets ?? markets };
}

/** Both sides say yes to everything of publisher `acme`. */
export function offeredEverywhere(): OfferRule[] {
  return [
    offer({ id: 'selection', side: 'publisher', publisherId: 'acme' }),
    offer({ id: 'plan', side: 'store' }),
  ];
}

export function item(part: Partial<Omit<Item, 'facts'>> & { facts?: Partial<Item['facts']> } = {}): Item {
  const facts = { published: true, launch: null, withdrawn: null, free: true, prices: [], ...part.facts };
  return {
    id: 'item',
    kind: 'app',
    category: 'app/tools',
    publisherId: 'acme',
    attributes: {},
    parent: null,
    ...part,
    facts,
  };
}

export function phone(part: Parameters<typeof item>[0] = {}): Item {
  return item({ id: 'phone', kind: 'device', category: 'device/phone', ...part });
}

export function prohibition(part: Partial<Prohibition> = {}): Prohibition {
  return {
    id: 'prohibition',
    type: 'court-injunction',
    items: items(),
    markets: scope('WORLD'),
    actions: ['list', 'acquire'],
    valid: ALWAYS,
    exemptingCredentialType: null,
    retention: 'full',
    legalBasis: null,
    authority: null,
    visibility: 'public',
    ...part,
  };
}

export function requirement(part: Partial<Requirement> = {}): Requirement {
  return {
    id: 'requirement',
    items: items(),
    markets: scope('WORLD'),
    actions: ['list', 'acquire'],
    valid: ALWAYS,
    anyOf: [['radio-approval']],
    standards: [],
    enforcement: 'blocking',
    missingCode: 'CERT.MISSING',
    legalBasis: null,
    visibility: 'public',
    ...part,
  };
}

export function credential(part: Partial<Credential> = {}): Credential {
  return {
    id: 'credential',
    type: 'radio-approval',
    holder: { kind: 'publisher', publisherId: 'acme' },
    issuer: 'issuer',
    number: null,
    items: items(),
    markets: scope('WORLD'),
    standards: null,
    valid: ALWAYS,
    status: 'verified',
    dealId: null,
    conditions: [],
    ...part,
  };
}

export function deal(part: Partial<Deal> = {}): Deal {
  return { id: 'deal', kind: 'licence', counterparty: 'Licensor', title: 'A deal', valid: ALWAYS, ...part };
}

export function acceptance(part: Partial<RiskAcceptance> = {}): RiskAcceptance {
  return {
    id: 'acceptance',
    requirementId: 'requirement',
    items: items(),
    markets: scope('WORLD'),
    acceptedBy: 'somebody',
    justification: 'stated',
    valid: { from: null, until: utc('2030-01-01') },
    ...part,
  };
}

export function offer(part: Partial<OfferRule> = {}): OfferRule {
  return {
    id: 'offer',
    side: 'store',
    publisherId: null,
    category: null,
    itemId: null,
    markets: scope('WORLD'),
    actions: ['list', 'acquire'],
    offered: true,
    valid: ALWAYS,
    ...part,
  };
}

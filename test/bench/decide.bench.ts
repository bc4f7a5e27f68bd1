import {
  ALWAYS,
  buildSnapshot,
  decide,
  decideMany,
  EVERY_ITEM,
  type Item,
  type ItemScope,
  type Market,
  type MarketScope,
  type Question,
  type RuleRows,
} from '../../libs/regions/src/domain';
import { marketGroupSeed, marketSeed } from '../../libs/regions/src/seed';
import { Report, rounds, scaled } from './report';

/**
 * What one decision costs on a snapshot of 300 rules and all markets. The figures have no targets: they are
 * for comparing two states of the code on one machine.
 */
const RULES = 300;
const QUESTIONS = 50_000;
const AT = Date.UTC(2026, 5, 1);

const categories = [
  'app',
  'app/game',
  'app/game/casino',
  'app/tools',
  'device/phone',
  'device/wearable',
  'device/smart-home/camera',
];
const scopes = [
  'WORLD',
  'EU',
  'EU + GB',
  'WORLD - EU + FR',
  'US',
  'IN',
  'EEA - NO',
  'GCC',
  'FCC',
  '142 - CN',
];
const at = <T>(list: readonly T[], index: number): T => {
  const value = list[index % list.length];
  if (value === undefined) throw new Error('The list is empty.');
  return value;
};
const inMarkets = (index: number): MarketScope => ({
  expression: at(scopes, index),
  coversFutureMarkets: true,
  writtenAt: 0,
});
const about = (index: number, part: Partial<ItemScope> = {}): ItemScope => ({
  ...EVERY_ITEM,
  categories: [at(categories, index)],
  ...part,
});

function rows(): RuleRows {
  const seed = marketSeed();
  const markets = seed.map((market): Market => ({
    ...market,
    statuses: [{ from: null, status: 'open' }],
    addedAt: 0,
  }));
  const third = Array.from({ length: RULES / 3 }, (_, index) => index);
  const everything = {
    category: null,
    itemId: null,
    actions: ['list', 'acquire'] as const,
    offered: true,
    valid: ALWAYS,
  };
  return {
    epoch: 1,
    markets,
    groups: marketGroupSeed(seed),
    deals: [],
    riskAcceptances: [],
    prohibitions: third.map((index) => ({
      id: `P${index}`,
      type: 'court-injunction',
      items: about(index, { publisherIds: index % 2 === 0 ? [`publisher${index}`] : [] }),
      markets: inMarkets(index * 7),
      actions: ['list', 'acquire'],
      valid: { from: AT - index * 1e9, until: AT + (index - 90) * 1e9 },
      exemptingCredentialType: null,
      retention: 'full',
      legalBasis: null,
      authority: null,
      visibility: 'public',
    })),
    requirements: third.map((index) => ({
      id: `R${index}`,
      items: about(index),
      markets: inMarkets(index * 3),
      actions: ['acquire'],
      valid: ALWAYS,
      anyOf: [[`type${index % 20}`]],
      standards: [],
      enforcement: 'blocking',
      missingCode: 'CERT.MISSING',
      legalBasis: null,
      visibility: 'public',
    })),
    credentials: third.map((index) => ({
      id: `C${index}`,
      type: `type${index % 20}`,
      holder: { kind: 'operator' },
      issuer: 'issuer',
      number: null,
      items: about(index),
      markets: inMarkets(index % 5 === 0 ? index : 0),
      standards: null,
      valid: { from: null, until: AT + index * 1e10 },
      status: 'verified',
      dealId: null,
      conditions: [],
    })),
    offers: [
      { id: 'plan', side: 'store', publisherId: null, markets: inMarkets(0), ...everything },
      ...third.map((index) => ({
        ...everything,
        id: `S${index}`,
        side: 'publisher' as const,
        publisherId: `publisher${index}`,
        markets: inMarkets(0),
      })),
    ],
  };
}

function items(): Item[] {
  return Array.from({ length: 200 }, (_, index) => ({
    id: `item${index}`,
    kind: 'app',
    category: at(categories, index),
    publisherId: `publisher${index % (RULES / 3)}`,
    attributes: {},
    parent: null,
    facts: { published: true, launch: null, withdrawn: null, free: true, prices: [] },
  }));
}

const report = new Report('decide');
function timed(name: string, calls: number, run: () => void): void {
  report.add(
    name,
    'us',
    scaled(rounds(3, run), (time) => (time * 1000) / calls),
  );
}

const ruleRows = rows();
const snapshot = buildSnapshot(ruleRows);
const listed = items();
const questions = Array.from({ length: QUESTIONS }, (_, index): Question => {
  const item = at(listed, index * 7);
  return {
    item,
    market: at(ruleRows.markets, index * 13).code,
    action: index % 2 === 0 ? 'list' : 'acquire',
    at: AT,
  };
});
// Asked one by one, so that no answer is kept and the collector has as little to do as in a server.
const isAllowed = questions.map((question) => decide(snapshot, question).allowed);
const allowed = questions.filter((_, index) => isAllowed[index]);
const denied = questions.filter((_, index) => !isAllowed[index]);

timed('buildSnapshot', 1, () => buildSnapshot(ruleRows));
timed('decide, allowed', allowed.length, () => allowed.forEach((question) => decide(snapshot, question)));
timed('decide, denied (reasons and ways out)', denied.length, () =>
  denied.forEach((question) => decide(snapshot, question)),
);
timed('decideMany, 1,000 questions of 200 items', questions.length, () => {
  for (let start = 0; start < questions.length; start += 1000) {
    decideMany(snapshot, questions.slice(start, start + 1000));
  }
});
timed('decideMany, one item in every market', 50 * ruleRows.markets.length, () => {
  for (const item of listed.slice(0, 50)) {
    decideMany(
      snapshot,
      ruleRows.markets.map((market) => ({ item, market: market.code, action: 'acquire', at: AT })),
    );
  }
});
report.finish({
  rules: RULES,
  markets: ruleRows.markets.length,
  questions: QUESTIONS,
  allowed: allowed.length,
});

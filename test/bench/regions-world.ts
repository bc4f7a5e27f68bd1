import {
  ALWAYS,
  buildSnapshot,
  EVERY_ITEM,
  type ItemRecord,
  type Market,
  type MarketScope,
  type PriceFact,
  type RuleRows,
  type RuleSnapshot,
  type Selection,
} from '../../libs/regions/src/domain';
import { marketGroupSeed, marketSeed } from '../../libs/regions/src/seed';

/** A catalogue and rules of a chosen size, the same ones each time. */
export const AT = Date.UTC(2026, 5, 1);
/** The market in which one item of 10,000 is available. */
export const SPARSE = 'TV';
export const DENSE = 'DE';
const RULES = 100;

const categories = [
  ...['puzzle', 'racing', 'casino', 'sports', 'strategy', 'board', 'music', 'word'].map(
    (name) => `app/game/${name}`,
  ),
  ...['tools', 'news', 'finance', 'health', 'maps', 'photo', 'social', 'travel', 'weather'].map(
    (name) => `app/${name}`,
  ),
  ...['phone', 'tablet', 'wearable', 'smart-home/camera', 'smart-home/light', 'audio'].map(
    (name) => `device/${name}`,
  ),
];
const regions = ['EU', 'EEA', 'GCC', 'EUROZONE', '142', '150', '019', '002', '009', 'EFTA'];

export const at = <T>(list: readonly T[], index: number): T => {
  const value = list[index % list.length];
  if (value === undefined) throw new Error('The list is empty.');
  return value;
};

/** Numbers from 0 to 1 that look random and are the same each time (mulberry32). */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function markets(): Market[] {
  return marketSeed().map((market) => ({
    ...market,
    statuses: [{ from: null, status: 'open' }],
    addedAt: 0,
  }));
}

export const scope = (expression: string): MarketScope => ({
  expression,
  coversFutureMarkets: true,
  writtenAt: 0,
});

export function rules(): RuleRows {
  const places = ['EU', 'US', 'IN', 'EEA - NO', 'GCC', 'FCC', '142 - CN', 'BR', 'GB', 'JP'];
  const devices = categories.filter((path) => path.startsWith('device'));
  const third = Array.from({ length: RULES }, (_, index) => index);
  const common = { legalBasis: null, visibility: 'public' as const };
  return {
    epoch: 1,
    markets: markets(),
    groups: marketGroupSeed(marketSeed()),
    deals: [],
    riskAcceptances: [],
    prohibitions: third.map((index) => ({
      ...common,
      id: `P${index}`,
      type: 'court-injunction',
      items: { ...EVERY_ITEM, categories: [at(categories, index)], publisherIds: [`publisher${index * 7}`] },
      markets: scope(at(places, index)),
      actions: ['list', 'acquire'],
      valid: { from: AT - index * 1e9, until: AT + (index - 20) * 1e9 },
      exemptingCredentialType: null,
      retention: 'full',
      authority: null,
    })),
    requirements: third.map((index) => ({
      ...common,
      id: `R${index}`,
      items: { ...EVERY_ITEM, categories: [at(devices, index)] },
      markets: scope(at(places, index * 3)),
      actions: index % 2 === 0 ? ['acquire'] : ['list', 'acquire'],
      valid: ALWAYS,
      anyOf: [[`type${index % 20}`]],
      standards: [],
      enforcement: 'blocking',
      missingCode: 'CERT.MISSING',
    })),
    credentials: third.map((index) => ({
      id: `C${index}`,
      type: `type${index % 20}`,
      holder:
        index % 3 === 0 ? { kind: 'operator' } : { kind: 'publisher', publisherId: `publisher${index}` },
      issuer: 'issuer',
      number: null,
      items: EVERY_ITEM,
      markets: scope(at(places, index)),
      standards: null,
      valid: { from: null, until: AT + (index + 1) * 1e10 },
      status: 'verified',
      dealId: null,
      conditions: [],
    })),
    offers: [
      planRule('plan', null, 'WORLD', true),
      ...third.map((index) =>
        planRule(`S${index}`, at(categories, index * 5), at(['TR', 'VN', 'KE', 'CL', 'PE'], index), false),
      ),
    ],
  };
}

export function planRule(id: string, category: string | null, markets: string, offered: boolean) {
  const rest = { publisherId: null, itemId: null, actions: ['list', 'acquire'] as const, valid: ALWAYS };
  return { id, side: 'store' as const, category, markets: scope(markets), offered, ...rest };
}

export function snapshotOf(rows: RuleRows): RuleSnapshot {
  return buildSnapshot(rows);
}

/** 60 % worldwide minus a few, 25 % one region, 10 % one country, 5 % nowhere. */
function selections(next: () => number, codes: readonly string[]): () => readonly Selection[] {
  const select = (expression: string): readonly Selection[] => [
    { markets: scope(expression), actions: ['list', 'acquire'], offered: true, valid: ALWAYS },
  ];
  const any = () => at(codes, Math.floor(next() * codes.length));
  const worldwide = Array.from({ length: 2000 }, () => {
    const fewer = Array.from({ length: 1 + Math.floor(next() * 4) }, any).filter((code) => code !== DENSE);
    return select(['WORLD', ...fewer, SPARSE].join(' - '));
  });
  const regional = regions.map((code) => select(`${code} - ${SPARSE}`));
  const national = codes.filter((code) => code !== SPARSE).map(select);
  const [sparse, nowhere] = [select(SPARSE), []];
  return () => {
    if (next() < 0.00016) return sparse;
    const kind = next();
    const pick = Math.floor(next() * 1e6);
    if (kind < 0.6) return at(worldwide, pick);
    if (kind < 0.85) return at(regional, pick);
    return kind < 0.95 ? at(national, pick) : nowhere;
  };
}

function priceLists(next: () => number, all: readonly Market[]): PriceFact[][] {
  return Array.from({ length: 200 }, (_, list) => {
    const share = list % 4 === 0 ? 0.6 : 1;
    return all
      .filter(() => next() < share)
      .flatMap(({ code, currencies }) => {
        const currency = currencies.find(({ until }) => until === null || until > AT)?.currency;
        return currency === undefined ? [] : [{ market: code, currency }];
      });
  });
}

export function uuid(index: number): string {
  const mixed = (factor: number) => (Math.imul(index + 1, factor) >>> 0).toString(16).padStart(8, '0');
  const [a, b] = [mixed(0x9e3779b1), mixed(0x85ebca6b)];
  return `0197${index.toString(16).padStart(8, '0').slice(0, 4)}-${index.toString(16).padStart(8, '0').slice(4)}-7${a.slice(0, 3)}-8${a.slice(3, 6)}-${b}${a.slice(4)}`;
}

export function* items(count: number): Generator<ItemRecord> {
  const next = random(count);
  const all = markets();
  const selection = selections(
    next,
    all.map(({ code }) => code),
  );
  const prices = priceLists(next, all);
  const attributes = Array.from({ length: 300 }, (_, index) => ({
    gambling: index % 10 === 0,
    encryption: index % 2 === 0,
    'rating.iarc': at([3, 7, 12, 16, 18], index),
    'chipset.vendor': `vendor${index % 6}`,
  }));
  for (let index = 0; index < count; index++) {
    const isInside = index % 20 === 19;
    const state = next();
    const isFree = next() < 0.85;
    // Coming soon, under embargo, or withdrawn at an instant of their own.
    const before = state < 0.01 ? ('announce' as const) : state < 0.015 ? ('embargo' as const) : null;
    yield {
      id: uuid(index),
      kind: isInside ? 'in-app-product' : 'app',
      category: at(categories, Math.floor(next() ** 1.5 * categories.length)),
      publisherId: `publisher${Math.floor(next() * Math.max(200, count / 50))}`,
      attributes: at(attributes, Math.floor(next() * 300)),
      facts: {
        published: true,
        launch:
          before === null
            ? null
            : { time: { kind: 'instant', at: AT + (index % 90) * 86_400_000 + 1 }, before },
        withdrawn: state > 0.995 ? { by: 'publisher', since: AT - index - 1, retention: 'full' } : null,
        free: isFree,
        prices: isFree ? [] : at(prices, Math.floor(next() * prices.length)),
      },
      parentId: isInside ? uuid(index - 1) : null,
      rank: Math.floor(next() * 2 ** 31),
      selections: selection(),
    };
  }
}

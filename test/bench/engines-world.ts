import {
  AbilityBuilder,
  createMongoAbility,
  type MongoAbility,
  type MongoQuery,
  subject,
} from '@casl/ability';
import { Engine, type NestedCondition } from 'json-rules-engine';
import {
  buildSnapshot,
  EVERY_ITEM,
  type FreshAction,
  type ItemRecord,
  type Market,
  MarketIndex,
  type MarketScope,
  type Period,
  type RuleRows,
} from '../../libs/regions/src/domain';
import { AT, at, items, planRule, rules, scope } from './regions-world';

/**
 * One rule set in the terms of three engines, over items whose facts are all in order. What Portolan's rules say with groups,
 * dates and most-specific-wins is worked out for the others beforehand, as far as it can be: they get lists of markets that
 * hold at the asked instant.
 */
export const CATEGORIES = [
  'app/game/casino',
  'app/game',
  'app/finance',
  'app/social',
  'device/phone',
  'device',
];
const PUBLISHERS = 40;
const PLACES = ['EU - FR', 'GCC', 'US + BR', 'EEA - NO', '142 - CN', 'IN', '019', 'FCC - GB'];

const own = (index: number) => `publisher${index % PUBLISHERS}`;

export function commonRules(): RuleRows {
  const rows = rules();
  const [prohibition, requirement, credential] = [
    rows.prohibitions[0],
    rows.requirements[0],
    rows.credentials[0],
  ];
  if (prohibition === undefined || requirement === undefined || credential === undefined)
    throw new Error('The world has no rules.');
  const valid = (index: number): Period => ({ from: null, until: AT + (index % 5 === 0 ? -1 : 1) * 1e10 });
  return {
    ...rows,
    prohibitions: Array.from({ length: 24 }, (_, index) => ({
      ...prohibition,
      id: `P${index}`,
      items: {
        ...EVERY_ITEM,
        categories: [at(CATEGORIES, index)],
        publisherIds: index % 3 === 0 ? [] : [own(index), own(index * 3 + 1), own(index * 5 + 2)],
      },
      markets: scope(at(PLACES, index * 3 + 1)),
      actions: index % 4 === 0 ? ['acquire'] : ['list', 'acquire'],
      valid: valid(index),
    })),
    requirements: Array.from({ length: 12 }, (_, index) => ({
      ...requirement,
      id: `R${index}`,
      items: { ...EVERY_ITEM, categories: [at(CATEGORIES, index * 5 + 3)] },
      markets: scope(at(PLACES, index)),
      actions: index % 2 === 0 ? ['acquire'] : ['list', 'acquire'],
      anyOf: [[`type${index % 4}`], [`type${(index + 1) % 4}`]],
    })),
    credentials: Array.from({ length: 24 }, (_, index) => ({
      ...credential,
      id: `C${index}`,
      type: `type${index % 4}`,
      holder: { kind: 'publisher' as const, publisherId: own(index * 7) },
      markets: scope(at(PLACES, index * 5)),
      valid: valid(index + 2),
    })),
    offers: [
      planRule('plan', null, 'WORLD', true),
      ...Array.from({ length: 10 }, (_, index) =>
        planRule(`S${index}`, at(CATEGORIES, index + 2), at(['TR', 'VN', 'KE', 'CL', '015'], index), false),
      ),
    ],
  };
}

/** Apps of few publishers, published, launched and free, each with a selection of markets. */
export function commonItems(count: number): ItemRecord[] {
  return [...items(count)].map((record, index) => ({
    ...record,
    kind: 'app',
    parentId: null,
    category: index % 2 === 0 ? record.category : at(CATEGORIES, index >>> 1),
    publisherId: own(index * 11),
    facts: { published: true, launch: null, withdrawn: null, free: true, prices: [] },
  }));
}

/** What the other engines know of an item. */
export interface PlainItem {
  readonly categories: readonly string[];
  readonly publisherId: string;
  readonly selectedMarkets: readonly string[];
}

interface PlainRule {
  readonly category: string;
  readonly publisherIds: readonly string[];
  readonly markets: readonly string[];
  readonly actions: readonly string[];
  /** Of a requirement: each one is enough. */
  readonly unless: readonly { readonly publisherId: string; readonly markets: readonly string[] }[];
}

export class CommonWorld {
  readonly snapshot;
  readonly rules: readonly PlainRule[];
  private readonly index: MarketIndex;

  constructor(readonly rows: RuleRows) {
    this.snapshot = buildSnapshot(rows);
    this.index = new MarketIndex(rows.markets, rows.groups);
    const holds = ({ valid: { from, until } }: { readonly valid: Period }) =>
      (from === null || from <= AT) && (until === null || AT < until);
    const covered = ({ markets }: { readonly markets: MarketScope }) => this.index.covered(markets, AT);
    const credentials = rows.credentials.filter(holds);
    this.rules = [
      ...rows.prohibitions.filter(holds).map((rule) => ({ rule, unless: [] as PlainRule['unless'] })),
      ...rows.requirements.filter(holds).map((rule) => ({
        rule,
        unless: credentials
          .filter(({ type }) => rule.anyOf.some((types) => types.includes(type)))
          .map((one) => ({
            publisherId: one.holder.kind === 'publisher' ? one.holder.publisherId : '',
            markets: covered(one),
          })),
      })),
    ].map(({ rule, unless }) => ({
      category: rule.items.categories[0] ?? '',
      publisherIds: rule.items.publisherIds,
      markets: covered(rule),
      actions: rule.actions,
      unless,
    }));
    // A category says no, and what says yes is about every category: the no is the more specific.
    this.rules = [
      ...this.rules,
      ...rows.offers.flatMap((offer) => {
        if (offer.offered || offer.category === null) return [];
        const { category, actions } = offer;
        return [{ category, publisherIds: [], markets: covered(offer), actions, unless: [] }];
      }),
    ];
  }

  plain({ category, publisherId, selections }: ItemRecord): PlainItem {
    const parts = category.split('/');
    const categories = parts.map((_, depth) => parts.slice(0, depth + 1).join('/'));
    const selectedMarkets = selections.flatMap(({ markets }) => this.index.covered(markets, AT));
    return { categories, publisherId, selectedMarkets };
  }
}

/** json-rules-engine: a rule for each thing that denies; what fires nothing is allowed. */
export function jsonRulesEngine({ rules: list }: CommonWorld): Engine {
  const engine = new Engine();
  const inMarkets = (markets: readonly string[]) => ({ fact: 'market', operator: 'in', value: markets });
  list.forEach((rule, index) => {
    const all: NestedCondition[] = [
      { fact: 'categories', operator: 'contains', value: rule.category },
      { fact: 'action', operator: 'in', value: rule.actions },
      inMarkets(rule.markets),
    ];
    if (rule.publisherIds.length > 0)
      all.push({ fact: 'publisherId', operator: 'in', value: rule.publisherIds });
    if (rule.unless.length > 0) {
      const any = rule.unless.map(({ publisherId, markets }) => ({
        all: [{ fact: 'publisherId', operator: 'equal', value: publisherId }, inMarkets(markets)],
      }));
      all.push({ not: { any } });
    }
    engine.addRule({ name: `deny-${index}`, conditions: { all }, event: { type: 'denied' } });
  });
  const isNotSelected = { fact: 'selectedMarkets', operator: 'doesNotContain', value: { fact: 'market' } };
  return engine.addRule({ conditions: { all: [isNotSelected] }, event: { type: 'not-selected' } });
}

/**
 * @casl/ability: one ability for each market, as it is built for each user elsewhere, with only the rules of that market. Where
 * a selection says yes, later rules say no.
 */
export function caslAbilities({ rules: list, rows }: CommonWorld): ReadonlyMap<string, MongoAbility> {
  return new Map(rows.markets.map((market: Market) => [market.code, caslAbility(list, market.code)]));
}

function caslAbility(list: readonly PlainRule[], market: string): MongoAbility {
  const { can, cannot, build } = new AbilityBuilder<MongoAbility>(createMongoAbility);
  const fresh: readonly FreshAction[] = ['list', 'acquire'];
  can([...fresh], 'item', { selectedMarkets: { $all: [market] } });
  for (const rule of list) {
    if (!rule.markets.includes(market)) continue;
    const holders = rule.unless.flatMap((one) => (one.markets.includes(market) ? [one.publisherId] : []));
    const publisherId = {
      ...(rule.publisherIds.length > 0 ? { $in: [...rule.publisherIds] } : {}),
      ...(holders.length > 0 ? { $nin: holders } : {}),
    };
    const conditions: MongoQuery = { categories: { $all: [rule.category] } };
    const isLimited = Object.keys(publisherId).length > 0;
    cannot([...rule.actions], 'item', isLimited ? { ...conditions, publisherId } : conditions);
  }
  return build();
}

export const caslItem = (item: PlainItem) => subject('item', { ...item });

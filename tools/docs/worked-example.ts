import { z } from 'zod';
import { date } from '../../apps/api/src/decisions/schemas';
import { categoryPath, uuid } from '../../apps/api/src/http/schemas';
import { riskAcceptanceBody } from '../../apps/api/src/operations/regions/papers/risk-acceptance-schemas';
import { marketBody } from '../../apps/api/src/operations/regions/places/place-schemas';
import {
  credentialBody,
  dealBody,
  offerBody,
  period,
  prohibitionBody,
  requirementBody,
} from '../../apps/api/src/operations/regions/schemas';
import { type DecisionView, decisionView } from '../../libs/regions/src/application/decisions/decision-view';
import { readItems, readPeriod } from '../../libs/regions/src/application/shared/rule-input';
import {
  ACTIONS,
  ALWAYS,
  buildSnapshot,
  checkAttributes,
  decide,
  FRESH_ACTIONS,
  type Item,
  ITEM_KINDS,
  type Market,
  MARKET_SLOTS,
  type MarketGroup,
  type MarketScope,
  type OfferRule,
  parseMarketScope,
  printMarketScope,
  type ReasonCode,
  type RuleRows,
} from '../../libs/regions/src/domain';
import { marketGroupSeed, marketSeed } from '../../libs/regions/src/seed';

/** Who owns the items of an example that name nobody. */
const SOMEBODY = '00000000-0000-7000-8000-000000000001';

const byId = <T extends z.ZodType>(body: T) => z.record(z.string(), body).default({});
const item = z.strictObject({
  id: uuid.optional(),
  kind: z.enum(ITEM_KINDS),
  category: categoryPath,
  attributes: z.record(z.string(), z.unknown()).default({}),
  free: z.boolean().nullable().default(true),
});
const membership = z.strictObject({ market: z.string(), valid: period });
const question = z.strictObject({
  item: z.string(),
  market: z.string(),
  action: z.enum(ACTIONS).default('acquire'),
  at: date,
  /** Codes of all reasons, and any other member of the answer of `GET /v1/availability`. */
  answer: z.looseObject({ allowed: z.boolean(), reasons: z.array(z.string()).default([]) }),
});

/** Rules are the bodies of `POST /v1/ops/...` under ids of their own; the rest is what the world looks like. */
const workedExample = z.strictObject({
  example: z.string().min(1),
  prohibitions: byId(prohibitionBody),
  requirements: byId(requirementBody),
  deals: byId(dealBody),
  credentials: byId(credentialBody),
  /** Papers that were checked: only they count. */
  verified: z.array(z.string()).default([]),
  riskAcceptances: byId(riskAcceptanceBody.extend({ requirementId: z.string() })),
  /** The store's plan; everything everywhere where it is left out. */
  plan: z.record(z.string(), offerBody).optional(),
  /** Who belongs to a group besides those of the seed, by its code; a code that the seed does not have makes a group. */
  groups: z.record(z.string(), z.array(membership)).default({}),
  /** Markets that the seed does not have, by code. */
  markets: z.record(z.string(), marketBody.omit({ code: true })).default({}),
  /** The bodies of `succeed-market`, by the code of the market. */
  successions: z
    .record(z.string(), z.strictObject({ successors: z.array(z.string()), from: date }))
    .default({}),
  items: z.record(z.string(), item),
  questions: z.array(question).min(1),
});
export type WorkedExample = z.infer<typeof workedExample>;

/** Every fenced block of JSON of a page. @throws when one of them is no worked example. */
export function workedExamples(page: string): WorkedExample[] {
  return [...page.matchAll(/^```json\n(.*?)^```$/gms)].map(([, json]) =>
    workedExample.parse(JSON.parse(json ?? '')),
  );
}

/** The answers as the API gives them to staff, in the order of the questions. */
export function answersOf(example: WorkedExample): DecisionView[] {
  const rules = buildSnapshot(rowsOf(example));
  return example.questions.map(({ item: name, market, action, at }) => {
    const asked = itemOf(example, name);
    const entitlement = { status: 'active' } as const;
    const decision = decide(rules, { item: asked, market, action, at: at.getTime(), entitlement });
    return decisionView(decision, 'staff');
  });
}

/** The seeded world with every market open and every publisher selling everywhere. */
function rowsOf(example: WorkedExample): RuleRows {
  const seed = marketSeed();
  return {
    epoch: 1,
    markets: marketsIn(example, seed),
    groups: groupsIn(example, marketGroupSeed(seed)),
    prohibitions: Object.entries(example.prohibitions).map(([id, body]) => ({
      id,
      type: body.type,
      ...scopesOf(body),
      actions: body.actions ?? FRESH_ACTIONS,
      exemptingCredentialType: body.exemptingCredentialType ?? null,
      retention: body.retention,
      legalBasis: body.legalBasis ?? null,
      authority: body.authority ?? null,
      visibility: body.visibility ?? 'public',
    })),
    requirements: Object.entries(example.requirements).map(([id, body]) => ({
      id,
      ...scopesOf(body),
      actions: body.actions,
      anyOf: body.anyOf,
      standards: body.standards ?? [],
      enforcement: body.enforcement,
      missingCode: body.missingCode as ReasonCode,
      legalBasis: body.legalBasis ?? null,
      visibility: body.visibility ?? 'public',
    })),
    deals: Object.entries(example.deals).map(([id, body]) => ({
      id,
      kind: body.kind,
      counterparty: body.counterparty,
      title: body.title,
      valid: readPeriod(body.valid, null),
    })),
    credentials: Object.entries(example.credentials).map(([id, body]) => ({
      id,
      type: body.type,
      holder: body.holder,
      issuer: body.issuer,
      number: body.number ?? null,
      ...scopesOf(body),
      standards: body.standards ?? null,
      status: example.verified.includes(id) ? 'verified' : (body.status ?? 'submitted'),
      dealId: body.dealId ?? null,
      conditions: body.conditions ?? [],
    })),
    riskAcceptances: Object.entries(example.riskAcceptances).map(([id, body]) => ({
      id,
      requirementId: body.requirementId,
      ...scopesOf(body),
      valid: { from: body.valid.from?.getTime() ?? null, until: body.valid.until.getTime() },
      acceptedBy: body.acceptedBy,
      justification: body.justification,
    })),
    offers: [
      offer('selection', { side: 'publisher', publisherId: SOMEBODY }),
      ...(example.plan === undefined
        ? [offer('plan', {})]
        : Object.entries(example.plan).map(([id, body]) =>
            offer(id, {
              category: body.category ?? null,
              markets: marketsOf(body.markets),
              offered: body.offered,
              valid: readPeriod(body.valid, null),
            }),
          )),
    ],
  };
}

function marketsIn({ markets, successions }: WorkedExample, seed: ReturnType<typeof marketSeed>): Market[] {
  const added = Object.entries(markets).map(([code, { name, parent, zone, currencies }], index) => ({
    code,
    name,
    parent: parent ?? null,
    zone,
    currencies: currencies.map((currency) => ({ currency, ...ALWAYS })),
    slot: MARKET_SLOTS - 1 - index,
  }));
  return [...seed, ...added].map((market) => {
    const taken = successions[market.code];
    const successors = taken?.successors.map((code) => ({ market: code, from: taken.from.getTime() })) ?? [];
    return { ...market, successors, statuses: [{ from: null, status: 'open' }], addedAt: 0 };
  });
}

function groupsIn(example: WorkedExample, seed: readonly MarketGroup[]): MarketGroup[] {
  const joining = Object.entries(example.groups).map(([code, members]) => {
    const known = seed.find((group) => group.code === code);
    const added = members.map(({ market, valid }) => ({ market, ...readPeriod(valid, null) }));
    return { code, name: known?.name ?? code, members: [...(known?.members ?? []), ...added] };
  });
  return [...seed.filter(({ code }) => !(code in example.groups)), ...joining];
}

type Scoped = Pick<z.infer<typeof requirementBody>, 'items' | 'markets' | 'valid'>;

function scopesOf({ items, markets, valid }: Scoped) {
  return { items: readItems(items), markets: marketsOf(markets), valid: readPeriod(valid, null) };
}

function marketsOf({ expression, coversFutureMarkets }: Scoped['markets']): MarketScope {
  return {
    expression: printMarketScope(parseMarketScope(expression)),
    coversFutureMarkets,
    writtenAt: 0,
  };
}

function offer(id: string, part: Partial<OfferRule>): OfferRule {
  return {
    id,
    side: 'store',
    publisherId: null,
    category: null,
    itemId: null,
    markets: { expression: 'WORLD', coversFutureMarkets: true, writtenAt: 0 },
    actions: FRESH_ACTIONS,
    offered: true,
    valid: ALWAYS,
    ...part,
  };
}

function itemOf({ items }: WorkedExample, name: string): Item {
  const described = items[name];
  if (described === undefined) throw new Error(`The example has no item ${name}.`);
  const { id, kind, category, attributes, free } = described;
  checkAttributes(attributes);
  return {
    id: id ?? name,
    kind,
    category,
    publisherId: SOMEBODY,
    attributes: attributes as Item['attributes'],
    facts: {
      published: true,
      launch: null,
      withdrawn: null,
      free,
      prices: [{ market: null, currency: 'EUR' }],
    },
    parent: null,
  };
}

import { CREDENTIAL_STATUSES, DEAL_KINDS, type Edit, RETENTIONS } from '@portolan/regions';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { NOW } from '../support';
import { CATEGORIES, MARKETS } from './arbitrary-edits';

const reason = 'a law';
const TYPES = ['radio.fcc', 'rating.pegi', 'licence.codec'];
const everywhere = { expression: 'WORLD', coversFutureMarkets: true };

/** Days on which something begins or ends lie between these, so that answers on these are all that there are to come. */
export const DAYS = [0, 15, 25, 35, 45].map((day) => Date.parse(NOW) + day * 86_400_000 + 3_600_000);
const day = (number: number) => new Date(Date.parse(NOW) + number * 86_400_000);

/** What is there to be changed; numbers pick among them. */
export interface KnownPapers {
  credentials: string[];
  deals: string[];
  acceptances: string[];
  offers: string[];
  prohibitions: string[];
  gates: string[];
}
type Draw = (known: KnownPapers) => Edit[];

const pick = (ids: readonly string[], number: number): string | undefined => ids[number % (ids.length || 1)];
const about = (id: string | undefined, edit: (id: string) => Edit): Edit[] =>
  id === undefined ? [] : [edit(id)];
const given = <Key extends string, Value>(key: Key, value: Value | null) =>
  (value === null ? {} : { [key]: value }) as Partial<Record<Key, Value>>;

const from = fc.option(fc.constantFrom(day(10), day(20)));
const until = fc.option(fc.constantFrom(day(30), day(40)));
const valid = fc.record({ from, until }).map((span) => ({ ...given('from', span.from), until: span.until }));
const category = fc.constantFrom(...CATEGORIES);
const items = category.map((one) => ({ categories: [one] }));
const market = fc.constantFrom(...MARKETS);
const markets = fc
  .constantFrom('DE', 'FR + US', 'EU', 'WORLD', 'WORLD - DE', 'IT', 'US')
  .map((expression) => ({ expression, coversFutureMarkets: true }));

const paper: fc.Arbitrary<Draw> = fc
  .record({ number: fc.nat(), status: fc.constantFrom(...CREDENTIAL_STATUSES), from })
  .map(({ number, status, from: at }) => (known) => {
    // What cannot be taken back proves nothing here.
    if (status === 'revoked' || status === 'lapsed' || status === 'draft') return [];
    return about(pick(known.credentials, number), (credentialId) => {
      return { do: 'change-credential-status', credentialId, status, ...given('from', at), reason };
    });
  });

const deal: fc.Arbitrary<Draw> = fc.oneof(
  fc
    .record({
      number: fc.nat(),
      kind: fc.option(fc.constantFrom(...DEAL_KINDS)),
      markets: fc.option(markets),
      items: fc.option(items),
      until: fc.option(until),
      from,
    })
    .map(({ number, until: end, ...part }) => (known: KnownPapers): Edit[] => {
      return about(pick(known.deals, number), (dealId) => ({
        do: 'amend-deal',
        dealId,
        ...given('kind', part.kind),
        ...given('markets', part.markets),
        ...given('items', part.items),
        ...given('from', part.from),
        ...(end !== null && { valid: { until: end } }),
        reason,
      }));
    }),
  fc.record({ number: fc.nat(), from }).map(({ number, from: at }) => (known: KnownPapers): Edit[] => {
    return about(pick(known.deals, number), (dealId) => {
      return { do: 'terminate-deal', dealId, ...given('from', at), reason };
    });
  }),
  fc.record({ valid, items, markets, type: fc.constantFrom(...TYPES) }).map(
    ({ type, ...part }) =>
      () =>
        newDeal(type, part),
  ),
);

/** A deal with one paper that counts. */
export function newDeal(
  type: string,
  part: {
    valid: { from?: Date; until: Date | null };
    items: { categories: string[] };
    markets: typeof everywhere;
  },
): Edit[] {
  const [dealId, credentialId] = [randomUUID(), randomUUID()];
  const holder = { kind: 'operator' as const };
  return [
    {
      do: 'record-deal',
      newId: dealId,
      kind: 'licence',
      counterparty: 'A pool',
      title: type,
      valid: part.valid,
    },
    {
      do: 'record-credential',
      newId: credentialId,
      type,
      holder,
      issuer: 'A pool',
      items: part.items,
      markets: part.markets,
      dealId,
    },
    { do: 'change-credential-status', credentialId, status: 'verified', reason },
  ];
}

const risk: fc.Arbitrary<Draw> = fc.oneof(
  fc
    .record({ number: fc.nat(), from, until: fc.constantFrom(day(30), day(40)), markets })
    .map(({ number, from: begin, until: end, markets: where }) => (known: KnownPapers): Edit[] => {
      return about(pick(known.gates, number), (requirementId) => ({
        do: 'accept-risk',
        requirementId,
        items: {},
        markets: where,
        acceptedBy: 'A person',
        justification: reason,
        valid: { ...given('from', begin), until: end },
      }));
    }),
  fc.nat().map((number): Draw => (known) => {
    return about(pick(known.acceptances, number), (acceptanceId) => {
      return { do: 'end-risk-acceptance', acceptanceId, reason };
    });
  }),
);

const place: fc.Arbitrary<Draw> = fc.oneof(
  fc
    .record({ market, valid })
    .map((part): Draw => () => [{ do: 'add-group-member', group: 'EU', ...part, reason }]),
  fc
    .record({ market, from })
    .map(({ market: code, from: at }): Draw => () => [
      { do: 'end-group-member', group: 'EU', market: code, ...given('from', at), reason },
    ]),
  fc
    .record({ market, successors: fc.subarray(MARKETS, { maxLength: 2 }), from })
    .map(({ from: at, ...part }): Draw => () => [
      { do: 'succeed-market', ...part, ...given('from', at), reason },
    ]),
  fc.nat({ max: 25 }).map((number): Draw => () => {
    const code = `X${String.fromCharCode(65 + number)}`;
    return [{ do: 'add-market', code, name: code, zone: 'Europe/Berlin', currencies: ['EUR'] }];
  }),
);

const rule: fc.Arbitrary<Draw> = fc.oneof(
  fc
    .record({ items, markets, valid, retention: fc.constantFrom(...RETENTIONS), exempting: fc.boolean() })
    .map(({ exempting, ...part }): Draw => () => [
      {
        do: 'issue-prohibition',
        type: 'court-injunction',
        ...part,
        exemptingCredentialType: exempting ? 'rating.pegi' : null,
        reason,
      },
    ]),
  fc.nat().map((number): Draw => (known) => {
    return about(pick(known.prohibitions, number), (prohibitionId) => {
      return { do: 'lift-prohibition', prohibitionId, reason };
    });
  }),
  fc
    .record({ category, markets, valid, offered: fc.boolean(), replaces: fc.option(fc.nat()) })
    .map(({ replaces, ...part }): Draw => (known) => {
      const offerId = replaces === null ? undefined : pick(known.offers, replaces);
      return [{ do: 'set-plan', ...part, ...(offerId !== undefined && { offerId }) }];
    }),
);

/** Up to three changes of papers, deals, risks, places and rules, some from or until a day to come. */
export const paperPlans: fc.Arbitrary<(known: KnownPapers) => Edit[]> = fc
  .array(fc.oneof(paper, deal, risk, place, rule), { minLength: 1, maxLength: 3 })
  .map((some) => (known) => some.flatMap((one) => one(known)));

/** What stands at the beginning besides the ground of every world. */
export const PAPER_GROUND: Edit[] = [
  {
    do: 'put-requirement',
    items: { categories: ['app/game'] },
    markets: { expression: 'EU', coversFutureMarkets: true },
    actions: ['list', 'acquire'],
    anyOf: [['rating.pegi']],
    enforcement: 'blocking',
    missingCode: 'CONTENT.RATING_MISSING',
  },
  {
    do: 'put-requirement',
    items: {},
    markets: { expression: 'DE + US', coversFutureMarkets: true },
    actions: ['acquire'],
    anyOf: [['licence.codec']],
    enforcement: 'risk-gated',
    missingCode: 'IP.LICENCE_MISSING',
  },
  ...newDeal('rating.pegi', {
    valid: { until: null },
    items: { categories: ['app/game'] },
    markets: everywhere,
  }),
  ...newDeal('radio.fcc', {
    valid: { until: day(30) },
    items: { categories: ['device/phone'] },
    markets: everywhere,
  }),
  ...newDeal('licence.codec', {
    valid: { from: day(10), until: null },
    items: { categories: ['app/tools'] },
    markets: everywhere,
  }),
];

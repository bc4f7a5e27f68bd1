import { type Edit, FRESH_ACTIONS } from '@portolan/regions';
import fc from 'fast-check';

/** All there are in the small world, in which every change meets others. */
export const MARKETS = ['DE', 'FR', 'IT', 'US', 'US-NV'];
export const CATEGORIES = ['app/game', 'app/tools', 'device/phone'];

const markets = fc
  .constantFrom('DE', 'FR + US', 'EU', 'WORLD', 'WORLD - DE', 'EU - FR', 'IT', 'US-NV', 'US - US-NV')
  .map((expression) => ({ expression, coversFutureMarkets: true }));
const categories = fc.subarray(CATEGORIES, { maxLength: 2 });
const category = fc.constantFrom(null, 'app', ...CATEGORIES);
const actions = fc.subarray([...FRESH_ACTIONS], { minLength: 1 });

/** What is there to be changed; numbers pick among them. */
export interface Known {
  offers: string[];
  requirements: string[];
  prohibitions: string[];
}
type OneEdit = (known: Known) => Edit | null;
const pick = (ids: string[], number: number): string | undefined =>
  ids.splice(number % (ids.length || 1), 1)[0];

const plan: fc.Arbitrary<OneEdit> = fc.oneof(
  fc
    .record({ category, markets, actions, offered: fc.boolean(), replaces: fc.option(fc.nat()) })
    .map(({ replaces, ...rule }): OneEdit => (known) => {
      const offerId = replaces === null ? undefined : pick(known.offers, replaces);
      return { do: 'set-plan', ...rule, ...(offerId !== undefined && { offerId }) };
    }),
  fc
    .record({ categories, markets, actions, replaces: fc.option(fc.nat()) })
    .map(({ categories: asked, replaces, ...rule }): OneEdit => (known) => {
      const requirementId = replaces === null ? undefined : pick(known.requirements, replaces);
      return {
        do: 'put-requirement',
        items: { categories: asked },
        ...rule,
        ...(requirementId !== undefined && { requirementId }),
        anyOf: [['radio.fcc']],
        enforcement: 'blocking',
        missingCode: 'CERT.MISSING',
      };
    }),
  fc.record({ categories, markets, actions }).map(({ categories: asked, ...rule }): OneEdit => () => ({
    do: 'issue-prohibition',
    type: 'court-injunction',
    items: { categories: asked },
    ...rule,
    retention: 'full',
    reason: 'an order',
  })),
  fc
    .tuple(
      fc.constantFrom(...MARKETS),
      fc.constantFrom('open' as const, 'suspended' as const, 'closed' as const),
    )
    .map(([market, status]): OneEdit => () => ({
      do: 'change-market-status',
      market,
      status,
      reason: 'a test',
    })),
  fc.nat().map((number): OneEdit => (known) => {
    const offerId = pick(known.offers, number);
    return offerId === undefined ? null : { do: 'remove-plan', offerId };
  }),
  fc.nat().map((number): OneEdit => (known) => {
    const requirementId = pick(known.requirements, number);
    return requirementId === undefined ? null : { do: 'end-requirement', requirementId, reason: 'repealed' };
  }),
  fc.nat().map((number): OneEdit => (known) => {
    const prohibitionId = pick(known.prohibitions, number);
    return prohibitionId === undefined ? null : { do: 'lift-prohibition', prohibitionId, reason: 'settled' };
  }),
);

/** Up to four edits; fewer where what they would change is not there. */
export const plans: fc.Arbitrary<(known: Known) => Edit[]> = fc
  .array(plan, { minLength: 1, maxLength: 4 })
  .map((some) => (known) => {
    const left = {
      offers: [...known.offers],
      requirements: [...known.requirements],
      prohibitions: [...known.prohibitions],
    };
    return some.map((one) => one(left)).filter((edit) => edit !== null);
  });

import fc from 'fast-check';
import type { Item, ItemFacts } from '../../item/item';
import type { ItemScope } from '../../item/item-scope';
import type { Predicate } from '../../item/predicate';
import type { Period } from '../../period';
import { ACTIONS, FRESH_ACTIONS, RETENTIONS } from '../../rules/action';

/**
 * A small world on purpose: six markets, two groups, two publishers and whole instants from 0 to 20, so that rules
 * meet often and every instant can be tried.
 */
export const LAST_INSTANT = 20;
export const CODES = ['AA', 'BB', 'BB-1', 'BB-2', 'CC', 'DD'];
export const GROUPS = ['G1', 'G2'];
export const TYPES = ['x', 'y', 'z'];
export const CURRENCIES = ['EUR', 'BGN'];
export const STANDARDS = ['3G', '4G'];

export const instant = fc.integer({ min: 0, max: LAST_INSTANT });
export const bound = fc.option(instant, { freq: 2 });
export const period: fc.Arbitrary<Period> = fc.record({ from: bound, until: bound });
export const mostlyEmpty = <T>(values: readonly T[]) =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constant<T[]>([]) },
    { weight: 1, arbitrary: fc.subarray([...values], { minLength: 1 }) },
  );
export const actions = fc.subarray([...ACTIONS], { minLength: 1 });
export const freshActions = fc.subarray([...FRESH_ACTIONS], { minLength: 1 });

const leaf: fc.Arbitrary<Predicate> = fc.oneof(
  fc.record({ op: fc.constant('eq' as const), attribute: fc.constant('gambling'), value: fc.boolean() }),
  fc.record({
    op: fc.constantFrom('lt' as const, 'gte' as const),
    attribute: fc.constant('rating.iarc'),
    value: fc.constantFrom(7, 16),
  }),
  fc.record({
    op: fc.constant('contains' as const),
    attribute: fc.constant('standards'),
    value: fc.constantFrom(...STANDARDS),
  }),
);
const predicate: fc.Arbitrary<Predicate> = fc.oneof(
  leaf,
  fc.record({
    op: fc.constantFrom('and' as const, 'or' as const),
    of: fc.array(leaf, { minLength: 1, maxLength: 2 }),
  }),
  fc.record({ op: fc.constant('not' as const), of: leaf }),
);

export const itemScope: fc.Arbitrary<ItemScope> = fc.record({
  kinds: mostlyEmpty(['app', 'device'] as const),
  categories: mostlyEmpty(['app', 'app/game', 'device']),
  exceptCategories: mostlyEmpty(['app/game']),
  publisherIds: mostlyEmpty(['p', 'q']),
  itemIds: mostlyEmpty(['i', 'j']),
  where: fc.option(predicate, { freq: 2 }),
});

const facts: fc.Arbitrary<ItemFacts> = fc.record({
  published: fc.constantFrom(true, true, true, true, true, false),
  launch: fc.oneof(
    { weight: 3, arbitrary: fc.constant(null) },
    {
      weight: 1,
      arbitrary: fc.record({
        time: fc.record({ kind: fc.constant('instant' as const), at: instant }),
        before: fc.constantFrom('embargo' as const, 'announce' as const, 'preorder' as const),
      }),
    },
  ),
  withdrawn: fc.oneof(
    { weight: 5, arbitrary: fc.constant(null) },
    {
      weight: 1,
      arbitrary: fc.record({
        by: fc.constant('store' as const),
        since: instant,
        retention: fc.constantFrom(...RETENTIONS),
      }),
    },
  ),
  free: fc.constantFrom(true, true, true, false, null),
  prices: fc.array(
    fc.record({ market: fc.constantFrom(null, 'BB', 'CC'), currency: fc.constantFrom(...CURRENCIES) }),
    { maxLength: 2 },
  ),
});

const attributes = fc.record(
  {
    gambling: fc.boolean(),
    'rating.iarc': fc.constantFrom(3, 12, 18),
    standards: fc.subarray([...STANDARDS]),
  },
  { requiredKeys: [] },
);

const plainItem: fc.Arbitrary<Item> = fc.record({
  id: fc.constantFrom('i', 'j'),
  kind: fc.constantFrom('app' as const, 'device' as const),
  category: fc.constantFrom('app', 'app/game', 'app/game/casino', 'device/phone'),
  publisherId: fc.constantFrom('p', 'q'),
  attributes,
  facts,
  parent: fc.constant(null),
});
const inAppProduct: fc.Arbitrary<Item> = fc
  .tuple(plainItem, fc.option(plainItem, { freq: 8 }))
  .map(([product, parent]) => ({ ...product, id: 'k', kind: 'in-app-product', parent }));
export const anyItem = fc.oneof({ weight: 4, arbitrary: plainItem }, { weight: 1, arbitrary: inAppProduct });

import { decide } from '../decide';
import { buildSnapshot, compileOffer } from '../snapshot/build-snapshot';
import { compileSelection, withSelections } from '../snapshot/with-selections';
import {
  credential,
  deal,
  item,
  items as about,
  offer,
  prohibition,
  requirement,
  rows,
  scope,
} from './factories';

describe('a snapshot refuses', () => {
  it.each([
    [
      'invalid-prohibition: Prohibition p needs a kebab-case type and at least one action.',
      { prohibitions: [prohibition({ id: 'p', actions: [] })] },
    ],
    [
      'invalid-prohibition: Prohibition p needs a kebab-case type and at least one action.',
      { prohibitions: [prohibition({ id: 'p', type: '-order' })] },
    ],
    [
      'invalid-prohibition: Prohibition p needs a kebab-case type and at least one action.',
      { prohibitions: [prohibition({ id: 'p', type: 'order-' })] },
    ],
    [
      'invalid-requirement: Requirement r needs an action, and sets of credential types that are not empty.',
      { requirements: [requirement({ id: 'r', actions: [] })] },
    ],
    [
      'invalid-requirement: Requirement r needs an action, and sets of credential types that are not empty.',
      { requirements: [requirement({ id: 'r', anyOf: [['a'], []] })] },
    ],
    [
      "invalid-offer-rule: Offer rule o needs an action, and on the publisher's side a publisher.",
      { offers: [offer({ id: 'o', actions: [] })] },
    ],
    [
      "invalid-offer-rule: Offer rule o needs an action, and on the publisher's side a publisher.",
      { offers: [offer({ id: 'o', side: 'publisher' as const })] },
    ],
    [
      'invalid-category: "App" is no category path like device/phone.',
      { prohibitions: [prohibition({ items: about({ categories: ['App'] }) })] },
    ],
    [
      'invalid-category: "App" is no category path like device/phone.',
      { prohibitions: [prohibition({ items: about({ exceptCategories: ['App'] }) })] },
    ],
  ])('%s', (message, part) => {
    expect(() => buildSnapshot(rows(part))).toThrow(message);
  });
});

describe('a snapshot of credentials', () => {
  const spansOf = (papers: Parameters<typeof credential>[0], ...deals: Parameters<typeof deal>[0][]) =>
    buildSnapshot(
      rows({
        credentials: [credential({ dealId: 'deal', ...papers })],
        deals: deals.map((part) => deal(part)),
      }),
    ).credentials.rules.map(({ valid, counts }) => [valid.from, valid.until, counts]);

  it('holds each where both paper and deal hold', () => {
    expect(spansOf({}, { valid: { from: 10, until: null } }, { valid: { from: 0, until: 5 } })).toEqual([
      [10, null, true],
      [0, 5, true],
    ]);
    expect(
      spansOf(
        { valid: { from: null, until: 8 } },
        { valid: { from: 3, until: null } },
        { valid: { from: 9, until: null } },
      ),
    ).toEqual([[3, 8, true]]);
    expect(
      spansOf(
        { valid: { from: 8, until: 20 } },
        { valid: { from: 1, until: 8 } },
        { valid: { from: 8, until: 9 } },
      ),
    ).toEqual([[8, 9, true]]);
    expect(spansOf({ valid: { from: null, until: 8 } }, { valid: { from: null, until: 9 } })).toEqual([
      [null, 8, true],
    ]);
  });

  it('keeps one where they never meet, and counts no assignment and nothing unverified', () => {
    expect(
      spansOf(
        { valid: { from: 30, until: null } },
        { valid: { from: 1, until: 2 } },
        { valid: { from: 3, until: 4 } },
      ),
    ).toEqual([[30, 4, true]]);
    expect(spansOf({}, { kind: 'assignment' })).toEqual([[null, null, false]]);
    expect(spansOf({ status: 'draft' }, {})).toEqual([[null, null, false]]);
    expect(spansOf({ status: 'draft', dealId: null })).toEqual([[null, null, false]]);
  });

  it('finds those of a publisher that are in force for whatever it has', () => {
    const { credentials, markets } = buildSnapshot(
      rows({
        credentials: [
          credential({ id: 'a', markets: scope('DE'), valid: { from: 10, until: 20 } }),
          credential({ id: 'draft', status: 'draft' }),
          credential({ id: 'item', items: about({ itemIds: ['item'] }) }),
          credential({ id: 'other', holder: { kind: 'publisher', publisherId: 'other' } }),
          credential({ id: 'type', type: 'age-rating' }),
        ],
      }),
    );
    const held = { publisherId: 'acme', type: 'radio-approval', slot: markets.market('DE').slot, at: 10 };
    const idsOf = (part: Partial<typeof held>) =>
      credentials.inForce({ ...held, ...part }).map(({ row }) => row.id);
    expect(idsOf({})).toEqual(['a']);
    expect(idsOf({ at: 20 })).toEqual([]);
    expect(idsOf({ slot: markets.market('FR').slot })).toEqual([]);
    expect(idsOf({ publisherId: 'nobody' })).toEqual([]);
    expect(idsOf({ type: 'unheard-of' })).toEqual([]);
    expect(idsOf({ publisherId: 'other' })).toEqual(['other']);
  });
});

describe('offers', () => {
  const { markets } = buildSnapshot(rows());
  const rank = (part: Parameters<typeof offer>[0]) => compileOffer(offer(part), markets).itemRank;

  it('are the more specific the more they say of the item', () => {
    const ranks = [
      {},
      { category: 'app' },
      { category: 'app/game' },
      { publisherId: 'p' },
      { publisherId: 'p', category: 'app' },
      { itemId: 'i' },
    ];
    expect(ranks.map(rank)).toEqual([0, 1, 2, 100, 101, 1000]);
    expect(rank({ itemId: 'i', publisherId: 'p', category: 'app/game' })).toBe(1000);
  });

  it('of a publisher about one item can be found with the item instead of in the snapshot', () => {
    const bare = buildSnapshot(
      rows({ offers: [offer({ id: 'plan' }), offer({ id: 'all', side: 'publisher', publisherId: 'acme' })] }),
    );
    const row = offer({
      id: 'one',
      side: 'publisher',
      publisherId: 'acme',
      itemId: 'item',
      offered: false,
      actions: ['list'],
      markets: scope('DE'),
    });
    const both = withSelections(bare, ({ id }) =>
      id === 'item' ? [compileSelection(row, bare.markets)] : [],
    );
    const ask = (id: string, market: string, action: 'list' | 'acquire') =>
      decide(both, { item: item({ id }), market, action, at: 0 }).reasons.map(({ ruleId }) => ruleId);
    expect(ask('item', 'DE', 'list')).toEqual(['one']);
    expect(ask('item', 'DE', 'acquire')).toEqual([]);
    expect(ask('item', 'FR', 'list')).toEqual([]);
    expect(ask('another', 'DE', 'list')).toEqual([]);
    expect(both.offers.publisher.rules).toBe(bare.offers.publisher.rules);
    expect(both.offers.store).toBe(bare.offers.store);
    expect(compileSelection({ ...row, valid: { from: 1, until: 2 } }, bare.markets)).toMatchObject({
      valid: { from: 1, until: 2 },
      itemRank: 1000,
    });
  });
});

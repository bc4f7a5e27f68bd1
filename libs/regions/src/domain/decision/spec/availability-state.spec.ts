import fc from 'fast-check';
import type { Item } from '../../item/item';
import { ACTIONS, type FreshAction, type Visibility } from '../../rules/action';
import type { RuleRows } from '../../rules/rule-rows';
import { decide } from '../decide';
import { availabilityState, blockedVisibility } from '../evaluate/availability-state';
import { examine } from '../evaluate/examine';
import type { Failure } from '../evaluate/failure';
import { matchItem } from '../evaluate/match-item';
import { ALL_MASK } from '../snapshot/action-mask';
import { buildSnapshot } from '../snapshot/build-snapshot';
import { question, ruleRows } from './arbitrary-rules';
import { cases } from './cases';
import { item, offer, offeredEverywhere, prohibition, requirement, rows, world } from './factories';

const AT = 1_000;
type Before = 'embargo' | 'announce' | 'preorder';
const launching = (before: Before, part: Partial<Item> = {}) =>
  item({ ...part, facts: { launch: { time: { kind: 'instant', at: AT + 1 }, before } } });
const asked = (part: Partial<RuleRows>, one: Item = item()) => {
  const rules = buildSnapshot(rows(part));
  const decisions = ACTIONS.map((action) =>
    decide(rules, { item: one, market: 'DE', action, at: AT, entitlement: { status: 'active' } }),
  );
  const told = decisions.map(({ state, blockedVisibility: seen }) => ({ state, seen }));
  // The state is the same whatever was asked.
  expect(new Set(told.map(({ state, seen }) => `${state} ${seen}`)).size).toBe(1);
  return told[0];
};
const state = (...question: Parameters<typeof asked>) => asked(...question)?.state;
const order = (visibility: Visibility, ...actions: FreshAction[]) =>
  prohibition({ id: visibility, visibility, actions });

describe('the state of an item in a market', () => {
  it('is blocked by what forbids to list or to acquire', () => {
    expect(state({ prohibitions: [order('public', 'list')] })).toBe('blocked');
    expect(state({ prohibitions: [order('public', 'acquire')] })).toBe('blocked');
  });

  it('is as open as the least secret order behind it', () => {
    const seen = (...orders: ReturnType<typeof order>[]) => asked({ prohibitions: orders })?.seen;
    expect(seen(order('legal', 'list'))).toBe('legal');
    expect(seen(order('legal', 'list'), order('staff', 'acquire'))).toBe('staff');
    expect(seen(order('publisher', 'list'), order('legal', 'list'))).toBe('publisher');
    expect(asked({ prohibitions: [order('public', 'list')] }, launching('embargo'))).toEqual({
      state: 'hidden',
      seen: null,
    });
    expect(asked({ requirements: [requirement()] })).toEqual({ state: 'not-offered', seen: null });
  });

  it.each<[string, Partial<RuleRows>, Item, string]>([
    ['before a pre-order that nothing stands against', {}, launching('preorder'), 'preorder'],
    [
      'before a pre-order that may be seen alone',
      { requirements: [requirement({ actions: ['acquire'] })] },
      launching('preorder'),
      'not-offered',
    ],
    ['before an announced launch', {}, launching('announce'), 'coming-soon'],
    [
      'before one that cannot be bought for more reasons than one',
      { requirements: [requirement({ actions: ['acquire'] })] },
      launching('announce'),
      'coming-soon',
    ],
    [
      'before one that may not even be seen',
      { requirements: [requirement({ actions: ['list'] })] },
      launching('announce'),
      'not-offered',
    ],
    [
      'before one that is forbidden',
      { prohibitions: [order('public', 'acquire')] },
      launching('announce'),
      'blocked',
    ],
    ['before an embargo ends', { prohibitions: [order('public', 'list')] }, launching('embargo'), 'hidden'],
    ['in a market that is closed', world({ DE: 'closed' }), item(), 'not-offered'],
    [
      'where it may be seen and not bought',
      {
        offers: [
          ...offeredEverywhere(),
          offer({ id: 'no', category: 'app', actions: ['acquire'], offered: false }),
        ],
      },
      item(),
      'not-offered',
    ],
    [
      'where only those who have it miss something',
      { requirements: [requirement({ actions: ['update'] })] },
      item(),
      'available',
    ],
    [
      'of a product on pre-order in an app that is announced',
      {},
      launching('preorder', { id: 'p', kind: 'in-app-product', parent: launching('announce') }),
      'coming-soon',
    ],
    [
      'of a product on pre-order in an app that is there',
      {},
      launching('preorder', { id: 'p', kind: 'in-app-product', parent: item() }),
      'preorder',
    ],
    [
      'of a product in an app under embargo',
      {},
      item({ id: 'p', kind: 'in-app-product', parent: launching('embargo') }),
      'hidden',
    ],
  ])('%s', (_, part, one, expected) => {
    expect(state(part, one)).toBe(expected);
  });

  it('does not hang on the order in which is found what stands against it', () => {
    fc.assert(
      fc.property(ruleRows, question, (part, { item: one, market, at }) => {
        const rules = buildSnapshot(part);
        const failures: Failure[] = [];
        examine(rules, matchItem(rules, one), rules.markets.market(market), at, ALL_MASK, (failure) => {
          failures.push(failure);
          return true;
        });
        const turned = [...failures].reverse();
        expect(availabilityState(turned)).toBe(availabilityState(failures));
        expect(blockedVisibility(turned)).toBe(blockedVisibility(failures));
      }),
      { numRuns: cases(300) },
    );
    const product = launching('preorder', { id: 'p', kind: 'in-app-product', parent: launching('announce') });
    const rules = buildSnapshot(rows());
    const failures: Failure[] = [];
    examine(rules, matchItem(rules, product), rules.markets.market('DE'), AT, ALL_MASK, (failure) => {
      failures.push(failure);
      return true;
    });
    expect([failures, [...failures].reverse()].map(availabilityState)).toEqual([
      'coming-soon',
      'coming-soon',
    ]);
  });
});

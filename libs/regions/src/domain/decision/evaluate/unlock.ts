import type { Market } from '../../market/market';
import type { Instant } from '../../period';
import { type Action, VISIBILITIES, type Visibility } from '../../rules/action';
import { UNLOCK_MAX_ALTERNATIVES, type UnlockStep } from '../decision';
import { holds } from '../snapshot/compiled-rules';
import type { Failure, StateFault } from './failure';
import { compareText } from './reasons';
import { smallestWays } from './ways/smallest-ways';

type Way = readonly UnlockStep[];

/**
 * Minimal sets of steps that answer every failure at once, the smallest first: no step of a set can be left out. At most eight; see
 * `smallestWays` for when they are not the smallest there are. The failures are all those that deny one action.
 */
export function unlockWays(
  failures: readonly Failure[],
  needsEntitlement: string | null,
  market: Market,
  action: Action,
  at: Instant,
): UnlockStep[][] {
  const [failure] = failures;
  // Mostly one thing stands in the way, and one step helps.
  // Stryker disable next-line ConditionalExpression: a shorter way to the same ways
  if (failure !== undefined && failures.length === 1 && needsEntitlement === null) {
    const ways = waysOut(failure, market, action, at);
    const [way] = ways;
    if (way === undefined) return [];
    const [step] = way;
    // Stryker disable next-line ConditionalExpression: of one step the first is there, and the longer way ends the same
    if (step !== undefined && ways.length === 1 && way.length === 1) return [[step]];
  }
  const choices = failures.map((each) => waysOut(each, market, action, at));
  if (needsEntitlement !== null) {
    choices.push([[{ do: 'obtain-entitlement', itemId: needsEntitlement, visibility: 'public' }]]);
  }
  return combined(choices);
}

/** The smallest sets of steps that hold one of the ways of each choice. */
function combined(choices: readonly (readonly Way[])[]): UnlockStep[][] {
  const steps = new Map<string, UnlockStep>();
  // Where nothing can be chosen every step is needed; most of what several things stand in the way of is like that.
  // Stryker disable next-line ConditionalExpression: a shorter way to the same ways
  if (choices.every((ways) => ways.length === 1)) {
    for (const [way] of choices) for (const step of way ?? []) noted(steps, step);
    return [[...steps.keys()].sort(compareText).flatMap((key) => steps.get(key) ?? [])];
  }
  const keyed = choices.map((ways) => ways.map((way) => new Set(way.map((step) => noted(steps, step)))));
  const ways = smallestWays(keyed, UNLOCK_MAX_ALTERNATIVES);
  return ways.map((keys) => keys.flatMap((key) => steps.get(key) ?? []));
}

/**
 * Notes a step under its key. One step serves all failures that ask for it: a credential with every standard they
 * need, shown to those only who may see all of them.
 */
function noted(steps: Map<string, UnlockStep>, step: UnlockStep): string {
  const key = keyOf(step);
  const known = steps.get(key);
  if (known === undefined) {
    steps.set(key, step);
    return key;
  }
  // Other steps that have a key in common are the same in everything.
  if (known.do === 'verify-credential' && step.do === 'verify-credential') {
    const visibility = widerSecret(known.visibility, step.visibility);
    const standards = [...new Set([...known.standards, ...step.standards])].sort(compareText);
    steps.set(key, { ...known, visibility, standards });
  }
  return key;
}

/** Each way answers the failure; a failure that nothing known answers has none, and then neither has the whole. */
function waysOut(failure: Failure, market: Market, action: Action, at: Instant): Way[] {
  const itemId = failure.match.item.id;
  switch (failure.layer) {
    case 'prohibition': {
      const { id, exemptingCredentialType: credentialType, visibility } = failure.prohibition.rule.row;
      const lift: Way = [{ do: 'lift-prohibition', prohibitionId: id, visibility }];
      if (credentialType === null) return [lift];
      const verify = {
        do: 'verify-credential',
        credentialType,
        itemId,
        market: market.code,
        standards: [],
        visibility,
      } as const;
      return [lift, [verify]];
    }
    case 'requirement': {
      const { rule, anyOf, standards } = failure.requirement;
      const { visibility, id: requirementId, enforcement } = rule.row;
      const ways: Way[] = anyOf.map((types) =>
        types
          .filter(({ credentials }) => !credentials.some((one) => holds(one, market.slot, at)))
          .map(({ type }) => ({
            do: 'verify-credential' as const,
            credentialType: type,
            itemId,
            market: market.code,
            standards,
            visibility,
          })),
      );
      if (enforcement !== 'risk-gated') return ways;
      return [...ways, [{ do: 'accept-risk', requirementId, itemId, market: market.code, visibility }]];
    }
    case 'offer': {
      const step = failure.side === 'publisher' ? 'select-market' : 'plan-market';
      if (action !== 'list' && action !== 'acquire') return [];
      return [[{ do: step, itemId, market: market.code, action, visibility: 'public' }]];
    }
    case 'state':
      return stateWays(failure.fault, itemId, market);
  }
}

function stateWays(fault: StateFault, itemId: string, market: Market): Way[] {
  switch (fault.what) {
    case 'market':
      return [[{ do: 'open-market', market: fault.market.code, visibility: 'public' }]];
    case 'not-published':
      return [[{ do: 'publish-item', itemId, visibility: 'publisher' }]];
    case 'parent-missing':
      return [];
    case 'withdrawn':
      return [[{ do: 'reinstate-item', itemId, by: fault.withdrawal.by, visibility: 'public' }]];
    case 'not-launched':
      return [
        [{ do: 'launch-item', itemId, visibility: fault.before === 'embargo' ? 'publisher' : 'public' }],
      ];
    case 'price-missing':
      return fault.currencies.map((currency) => [
        { do: 'set-price', itemId, market: market.code, currency, visibility: 'publisher' },
      ]);
  }
}

/** What makes two steps the same; what can be merged (see `noted`) has no part in it. */
function keyOf(step: UnlockStep): string {
  switch (step.do) {
    case 'verify-credential':
      return `${step.do} ${step.credentialType} ${step.itemId} ${step.market}`;
    case 'lift-prohibition':
      return `${step.do} ${step.prohibitionId}`;
    case 'accept-risk':
      return `${step.do} ${step.requirementId} ${step.itemId} ${step.market}`;
    case 'open-market':
      return `${step.do} ${step.market}`;
    case 'set-price':
      return `${step.do} ${step.itemId} ${step.market} ${step.currency}`;
    default:
      return `${step.do} ${step.itemId}`;
  }
}

export function widerSecret(a: Visibility, b: Visibility): Visibility {
  return VISIBILITIES.indexOf(a) >= VISIBILITIES.indexOf(b) ? a : b;
}

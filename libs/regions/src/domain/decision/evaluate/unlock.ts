import type { Market } from '../../market/market';
import type { Instant } from '../../period';
import type { Action, Visibility } from '../../rules/action';
import { UNLOCK_MAX_ALTERNATIVES, type UnlockStep } from '../decision';
import { holds } from '../snapshot/compiled-rules';
import type { Failure, StateFault } from './failure';
import { compareText } from './reasons';

/** Intermediate alternatives kept while combining; what is cut away here is only ever a longer way. */
const BEAM = 64;

type Way = readonly UnlockStep[];

/**
 * The minimal sets of steps that answer every failure at once: no step of a set can be left out. The failures are
 * all those that deny one action.
 */
export function unlockWays(
  failures: readonly Failure[],
  needsEntitlement: string | null,
  market: Market,
  action: Action,
  at: Instant,
): UnlockStep[][] {
  const choices = failures.map((failure) => waysOut(failure, market, action, at));
  if (needsEntitlement !== null)
    choices.push([[{ do: 'obtain-entitlement', itemId: needsEntitlement, visibility: 'public' }]]);
  const keyed = choices.map((ways) => ways.map((way) => new Map(way.map((step) => [keyOf(step), step]))));
  let partial: Map<string, UnlockStep>[] = [new Map()];
  for (const ways of keyed) {
    const next = partial.flatMap((steps) => {
      // A set that already answers this failure needs nothing more for it.
      return ways.some((way) => isSubset(way, steps))
        ? [steps]
        : ways.map((way) => new Map([...steps, ...way]));
    });
    partial = smallest(next, BEAM);
  }
  const minimal = smallest(
    partial.map((steps) => withoutSpare(steps, keyed)),
    UNLOCK_MAX_ALTERNATIVES,
  );
  return minimal.map((steps) =>
    [...steps].sort(([a], [b]) => compareText(a, b)).map(([key]) => merged(key, choices)),
  );
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

/** What makes two steps the same; the standards of a credential are added up instead (see `merged`). */
function keyOf(step: UnlockStep): string {
  return Object.entries(step)
    .filter(([name]) => name !== 'visibility' && name !== 'standards')
    .sort(([a], [b]) => compareText(a, b))
    .map(([, value]) => JSON.stringify(value))
    .join(' ');
}

/** One step for all failures that ask for it: every standard, and shown to those only who may see all of them. */
function merged(key: string, choices: readonly (readonly Way[])[]): UnlockStep {
  const same = choices.flat(2).filter((step) => keyOf(step) === key);
  const [first] = same;
  if (first === undefined) throw new Error(`No step has the key ${key}.`);
  const visibility = same.reduce<Visibility>(
    (most, step) => widerSecret(most, step.visibility),
    first.visibility,
  );
  if (first.do !== 'verify-credential') return { ...first, visibility };
  const standards = new Set(same.flatMap((step) => (step.do === 'verify-credential' ? step.standards : [])));
  return { ...first, visibility, standards: [...standards].sort(compareText) };
}

const SECRECY: readonly Visibility[] = ['public', 'publisher', 'staff', 'legal'];

export function widerSecret(a: Visibility, b: Visibility): Visibility {
  return SECRECY.indexOf(a) >= SECRECY.indexOf(b) ? a : b;
}

function isSubset(part: ReadonlyMap<string, unknown>, whole: ReadonlyMap<string, unknown>): boolean {
  for (const key of part.keys()) if (!whole.has(key)) return false;
  return true;
}

function withoutSpare(
  steps: Map<string, UnlockStep>,
  choices: readonly (readonly ReadonlyMap<string, UnlockStep>[])[],
): Map<string, UnlockStep> {
  const kept = new Map(steps);
  for (const [key, step] of [...steps].sort(([a], [b]) => compareText(a, b))) {
    kept.delete(key);
    if (!choices.every((ways) => ways.some((way) => isSubset(way, kept)))) kept.set(key, step);
  }
  return kept;
}

/** Smallest first, without doubles and supersets of another, at most `limit`. */
function smallest(sets: readonly Map<string, UnlockStep>[], limit: number): Map<string, UnlockStep>[] {
  const order = sets
    .map((steps) => ({ steps, name: [...steps.keys()].sort(compareText).join('\n') }))
    .sort((a, b) => a.steps.size - b.steps.size || compareText(a.name, b.name));
  const result: Map<string, UnlockStep>[] = [];
  for (const { steps } of order) {
    if (result.length === limit) break;
    if (!result.some((other) => isSubset(other, steps))) result.push(steps);
  }
  return result;
}

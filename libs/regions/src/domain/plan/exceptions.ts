import { isWithinCategory } from '../item/category-path';
import type { Item } from '../item/item';
import type { PlanDraftRules } from './draft-rules';
import { itemScopeOf, type PlanScope, type PlanSelector, scopeCovers, topmost } from './plan-scope';

/** Closing what a rule offered can uncover another one; each round looks again. Rules have far fewer levels. */
const MOST_ROUNDS = 8;

/** What more specific rules offer of the selected is closed by rules about what these and the selector have in common. */
export function closeExceptions(
  draft: PlanDraftRules,
  bases: readonly PlanScope[],
  selected: readonly Item[],
): void {
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const answers = draft.answers();
    const open = new Map<string, Set<number>>();
    for (const item of selected) {
      const { bits, inFavour } = answers.of(item);
      for (const id of inFavour) {
        const places = open.get(id) ?? new Set<number>();
        open.set(id, places);
        for (let place = 0; place < bits.length; place++) if (bits[place] === '1') places.add(place);
      }
    }
    if (open.size === 0) return;
    for (const [id, places] of open) {
      const winner = draft.ruleOf(id);
      if (winner === null) continue;
      const bits = draft.cells.map((_, place) => (places.has(place) ? '0' : ' ')).join('');
      const isExact = draft.isNamedCloser(winner, places);
      for (const scope of bases.flatMap((base) => common(winner, base))) draft.sayAll(scope, bits, isExact);
    }
  }
}

/** Excepted items of which the plan would say something else than it does are kept by rules of their own. */
export function keepExcepted(
  draft: PlanDraftRules,
  bases: readonly PlanScope[],
  { except }: PlanSelector,
  excepted: readonly Item[],
): void {
  const whole: PlanScope[] = [
    ...topmost(except.categories).map((category) => ({ category, publisherId: null, itemId: null })),
    ...except.publisherIds.map((publisherId) => ({ category: null, publisherId, itemId: null })),
  ];
  for (const scope of whole.flatMap((part) => bases.flatMap((base) => common(part, base)))) {
    const inside = excepted.filter((item) => scopeCovers(scope, item));
    const probes = inside.length > 0 ? inside : [probeOf(scope)];
    if (new Set(probes.map((item) => draft.before.of(item).bits)).size > 1) continue;
    for (const isExact of IN_TURN) keep(draft, [{ scope, items: probes }], isExact);
  }
  const single = excepted.map((item) => ({ scope: itemScopeOf(item.id), items: [item] }));
  for (const isExact of IN_TURN) keep(draft, single, isExact);
}

/**
 * First by the fewest rules; then, where another rule names the market more closely than these do, and neither outranks the
 * other, by rules that name the markets themselves.
 */
const IN_TURN = [false, true];

/** Each scope's items are answered alike before the draft; a rule about the scope is made if they are not any more. */
function keep(
  draft: PlanDraftRules,
  parts: readonly { readonly scope: PlanScope; readonly items: readonly Item[] }[],
  isExact: boolean,
): void {
  const answers = draft.answers();
  for (const { scope, items } of parts) {
    const [before] = items.map((item) => draft.before.of(item).bits);
    const after = items.map((item) => answers.of(item).bits);
    if (before === undefined || after.every((bits) => bits === before)) continue;
    const isOneRule = !isExact && !(before.includes('0') && before.includes('1'));
    draft.sayAll(scope, isOneRule ? before : onlyChanged(before, after), isExact);
  }
}

function onlyChanged(before: string, after: readonly string[]): string {
  const isKept = (place: number) => after.every((bits) => bits[place] === before[place]);
  return [...before].map((bit, place) => (isKept(place) ? ' ' : bit)).join('');
}

/** What two rules are both about: nothing, or one scope. */
function common(a: PlanScope, b: PlanScope): PlanScope[] {
  const itemId = a.itemId ?? b.itemId;
  if (itemId !== null)
    return a.itemId !== null && b.itemId !== null && a.itemId !== b.itemId ? [] : [itemScopeOf(itemId)];
  if (a.publisherId !== null && b.publisherId !== null && a.publisherId !== b.publisherId) return [];
  const publisherId = a.publisherId ?? b.publisherId;
  const [outer, inner] = (a.category ?? '').length <= (b.category ?? '').length ? [a, b] : [b, a];
  if (outer.category === null) return [{ category: inner.category, publisherId, itemId: null }];
  const isNested = inner.category !== null && isWithinCategory(inner.category, outer.category);
  return isNested ? [{ category: inner.category, publisherId, itemId: null }] : [];
}

/** Something that a scope is about, where there is nothing yet. */
function probeOf({ category, publisherId }: PlanScope): Item {
  const facts = { published: false, launch: null, withdrawn: null, free: null, prices: [] };
  const some = { id: '', kind: 'app' as const, attributes: {}, facts, parent: null };
  return { ...some, category: category ?? '', publisherId: publisherId ?? '' };
}

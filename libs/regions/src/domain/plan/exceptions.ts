import { isWithinCategory } from '../item/category-path';
import type { Item } from '../item/item';
import type { PlanDraftRules } from './draft-rules';
import type { PlanAnswers } from './plan-answers';
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
      const bits = draft.cells.map((_, place) => (places.has(place) ? '0' : ' ')).join('');
      const scopes = bases.flatMap((base) => (winner === null ? [] : common(winner, base)));
      for (const scope of scopes) draft.sayAll(scope, bits);
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
  const changed = (item: Item, answers: PlanAnswers) => answers.of(item).bits !== draft.before.of(item).bits;
  const whole: PlanScope[] = [
    ...topmost(except.categories).map((category) => ({ category, publisherId: null, itemId: null })),
    ...except.publisherIds.map((publisherId) => ({ category: null, publisherId, itemId: null })),
  ];
  for (const scope of whole.flatMap((part) => bases.flatMap((base) => common(part, base)))) {
    const answers = draft.answers();
    const inside = excepted.filter((item) => scopeCovers(scope, item));
    const probes = inside.length > 0 ? inside : [probeOf(scope)];
    const bits = new Set(probes.map((item) => draft.before.of(item).bits));
    const [same] = bits;
    if (same !== undefined && bits.size === 1 && probes.some((item) => changed(item, answers)))
      draft.sayAll(
        scope,
        onlyChanged(
          same,
          probes.map((item) => answers.of(item).bits),
        ),
      );
  }
  const answers = draft.answers();
  for (const item of excepted) {
    if (!changed(item, answers)) continue;
    const kept = onlyChanged(draft.before.of(item).bits, [answers.of(item).bits]);
    draft.sayAll(itemScopeOf(item.id), kept);
  }
}

/** One rule says all if all is the same; else only what would change is said. */
function onlyChanged(before: string, after: readonly string[]): string {
  if (!before.includes('0') || !before.includes('1')) return before;
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

import type { Atlas } from '../atlas/atlas';
import { lowestBit } from '../atlas/bits/words';
import { changedRules, marketChange, type Moment } from '../atlas/compile/changed-rules';
import type { CompiledItemScope } from '../item/compiled-item-scope';
import type { Holder } from '../rules/credential';

interface Side extends Moment {
  readonly atlas: Atlas;
}

/** Items in markets that a changed rule is about. */
interface Scope {
  /** `null`: every item. */
  readonly items: CompiledItemScope | null;
  /** `null`: of every publisher. */
  readonly publisherId: string | null;
  readonly slots: readonly number[];
}

/**
 * The cells that other rules are about, whether their answers change or not: every item in the scope of a rule that was added,
 * taken away or changed, in its markets, and every item in a market whose status changed.
 */
export class Touched {
  /** By slot; slots that are touched alike share one. A bit for each position of the atlas. */
  readonly masks: ReadonlyMap<number, Uint32Array>;

  private constructor(masks: Map<number, Uint32Array>) {
    this.masks = masks;
  }

  /** Both atlases are of the same items and have the rules of their moment. */
  static between(before: Side, after: Side): Touched {
    const bySlots = new Map<string, Scope[]>();
    for (const scope of scopesOf(before, after)) {
      // Stryker disable next-line ConditionalExpression: what is about no market is looked for in none
      if (scope.slots.length === 0) continue;
      const key = scope.slots.join(' ');
      bySlots.set(key, [...(bySlots.get(key) ?? []), scope]);
    }
    const groups = [...bySlots.values()].map((scopes) => ({
      // Stryker disable next-line OptionalChaining: there is one, which its type does not tell
      slots: new Set(scopes[0]?.slots),
      // A rule that is there no more may name whom the rules afterwards do not tell apart, and the other way round.
      mask: union([before.atlas, after.atlas].map((atlas) => maskOf(scopes, atlas))),
    }));
    const masks = new Map<number, Uint32Array>();
    const joined = new Map<string, Uint32Array>();
    for (const { slot } of after.rules.markets.markets) {
      const parts = groups.filter(({ slots }) => slots.has(slot));
      if (parts.length === 0) continue;
      const key = parts.map((part) => groups.indexOf(part)).join(' ');
      const mask = joined.get(key) ?? union(parts.map((part) => part.mask));
      joined.set(key, mask);
      masks.set(slot, mask);
    }
    return new Touched(masks);
  }

  /** In any market; `null`: more than `most`. */
  positions(most: number): number[] | null {
    const found: number[] = [];
    for (const [index, word] of union([...new Set(this.masks.values())]).entries()) {
      for (let rest = word; rest !== 0; rest &= rest - 1) {
        if (found.length === most) return null;
        found.push(index * 32 + lowestBit(rest));
      }
    }
    return found;
  }

  has(slot: number, position: number): boolean {
    return (((this.masks.get(slot)?.[position >>> 5] ?? 0) >>> (position & 31)) & 1) !== 0;
  }
}

function scopesOf(before: Moment, after: Moment): Scope[] {
  const { markets } = after.rules;
  const all = markets.markets.map(({ slot }) => slot);
  const change = marketChange(before.rules.markets, markets);
  if (change === 'much') return [{ items: null, publisherId: null, slots: all }];
  const scopes: Scope[] = changedRules(before, after)
    // A paper that counts neither before nor after is about nothing yet.
    .filter((rule) => !('counts' in rule) || rule.counts === true)
    .map((rule) => ({
      items: rule.items,
      publisherId: holderOf(rule),
      slots: all.filter((slot) => rule.markets.covers(slot, after.at)),
    }));
  // Stryker disable next-line ConditionalExpression,StringLiteral: a shorter way to no market
  if (change === 'none') return scopes;
  const known = new Map(before.rules.markets.markets.map(({ code, statuses }) => [code, statuses]));
  const moved = new Set(
    markets.markets
      .filter(({ code, statuses }) => JSON.stringify(known.get(code)) !== JSON.stringify(statuses))
      .map(({ slot }) => slot),
  );
  const slots = markets.markets
    .filter((market) => markets.chainOf(market).some(({ slot }) => moved.has(slot)))
    .map(({ slot }) => slot);
  return [...scopes, { items: null, publisherId: null, slots }];
}

/** Whose items a paper speaks for; no other rule has a holder. */
function holderOf(rule: object): string | null {
  const { holder } = (rule as { row: { holder?: Holder } }).row;
  return holder?.kind === 'publisher' ? holder.publisherId : null;
}

/** What is not known about an item leaves it in. */
function maskOf(scopes: readonly Scope[], atlas: Atlas): Uint32Array {
  return atlas.positionsAbout((item) =>
    scopes.some(
      ({ items, publisherId }) =>
        (publisherId === null || item.publisherId === publisherId) &&
        (items === null || items.matches(item) !== false),
    ),
  );
}

function union(masks: readonly Uint32Array[]): Uint32Array {
  const [first = new Uint32Array(0), ...rest] = masks;
  // Stryker disable next-line ConditionalExpression: one that is read alone needs no copy
  if (rest.length === 0) return first;
  const all = first.slice();
  for (const mask of rest) mask.forEach((word, index) => (all[index] = (all[index] ?? 0) | word));
  return all;
}

import { FRESH_ACTIONS } from '../../rules/action';
import { addAll, emptyMarketSet, intersection } from '../../market/market-set';
import { setBit } from '../bits/words';
import type { Span } from '../items/category-tree';
import { NO_PARENT } from '../items/item-columns';
import type { ItemTable } from '../items/item-table';
import type { Ingredients } from './block-writer';
import { clear, evaluate } from './evaluate';
import type { RowDraft } from './row-draft';
import type { RuleClass } from '../sets/rule-classes';
import type { SetTable } from '../sets/set-table';
import type { ActionSets } from '../sets/standing-markets';

/** More kinds of loss than this are worked out position by position. */
const LOSS_GROUPS_MAX = 8;

interface Group {
  readonly markets: ActionSets;
  readonly mask: Uint32Array;
}

/**
 * Brings rows up to date with the sets of classes. Classes that only lose markets, most often all of them the same ones, are
 * taken out of the rows as a whole; those that gain some are worked out again.
 */
export class ClassChanges {
  private readonly losses = new Map<string, Group>();
  private readonly mixed: Group;
  private readonly groups: (Group | undefined)[];
  private readonly categories = new Set<string>();

  /** `touched`: the classes whose sets may differ. */
  constructor(
    private readonly table: ItemTable,
    classes: readonly RuleClass[],
    touched: ReadonlySet<number>,
    before: SetTable,
    after: SetTable,
  ) {
    this.mixed = this.emptyGroup();
    this.groups = new Array<Group | undefined>(classes.length).fill(undefined);
    const reach = { list: emptyMarketSet(), acquire: emptyMarketSet() };
    const losing: number[] = [];
    for (const number of touched) {
      const gains = addChange(number, before, after, reach);
      if (gains === null) continue;
      this.categories.add(classes[number]?.representative.category ?? '');
      if (gains) this.groups[number] = this.mixed;
      else losing.push(number);
    }
    for (const number of losing) this.groups[number] = this.lossOf(number, after, reach);
    // One reach for all: a market in which a class of it does not change is worked out and comes out as it was.
    if (this.groups.includes(this.mixed))
      for (const action of FRESH_ACTIONS) addAll(this.mixed.markets[action], reach[action]);
  }

  apply(of: Ingredients, draft: RowDraft, open: ActionSets): void {
    if (this.categories.size === 0) return;
    this.fillMasks(of);
    for (const { markets, mask } of this.losses.values()) clear(draft, mask, within(markets, open));
    evaluate(of, draft, this.mixed.mask, within(this.mixed.markets, open));
  }

  /**
   * To take away a market that a class did not have does no harm. So what it may not have of all that is in play counts, and
   * not what it had: under one rule that denies, classes of many kinds then lose one and the same set.
   */
  private lossOf(number: number, after: SetTable, reach: ActionSets): Group {
    const lost = { list: emptyMarketSet(), acquire: emptyMarketSet() };
    for (const action of FRESH_ACTIONS) {
      const now = after.read(number, action);
      now.forEach((word, index) => (lost[action][index] = (reach[action][index] ?? 0) & ~word));
    }
    const key = `${lost.list.join(' ')} ${lost.acquire.join(' ')}`;
    const known = this.losses.get(key);
    if (known !== undefined) return known;
    if (this.losses.size >= LOSS_GROUPS_MAX) return this.mixed;
    const group = { ...this.emptyGroup(), markets: lost };
    this.losses.set(key, group);
    return group;
  }

  private emptyGroup(): Group {
    const markets = { list: emptyMarketSet(), acquire: emptyMarketSet() };
    return { markets, mask: new Uint32Array(this.table.dead.length) };
  }

  /** Looks at the positions of the touched categories, and at items inside apps, which may be in any. */
  private fillMasks({ klass, parent }: Ingredients): void {
    const { sorted, size, categories, dead, children } = this.table;
    const spans: Span[] = categories.own.filter(({ path }) => this.categories.has(path));
    const { groups } = this;
    for (const { start, end } of [...spans, { start: sorted, end: size }]) {
      for (let position = start; position < end; position++) {
        const group = groups[klass[position] ?? 0];
        if (group !== undefined) setBit(group.mask, position);
      }
    }
    for (const child of children) {
      const above = parent[child] ?? NO_PARENT;
      const group = above === NO_PARENT ? undefined : groups[klass[above] ?? 0];
      if (group === undefined) continue;
      setBit(group.mask, child);
    }
    for (const { mask } of [this.mixed, ...this.losses.values()]) {
      for (let word = 0; word < mask.length; word++) mask[word] = (mask[word] ?? 0) & ~(dead[word] ?? 0);
    }
  }
}

function within(markets: ActionSets, open: ActionSets): ActionSets {
  return {
    list: intersection(markets.list, open.list),
    acquire: intersection(markets.acquire, open.acquire),
  };
}

/** Adds to `reach` where the sets differ, and says whether a market is gained; `null`: they are equal. */
function addChange(number: number, before: SetTable, after: SetTable, reach: ActionSets): boolean | null {
  let changed = 0;
  let gained = 0;
  for (const action of FRESH_ACTIONS) {
    for (let word = 0; word < after.width; word++) {
      const index = number * after.width + word;
      const [old, now] = [before[action][index] ?? 0, after[action][index] ?? 0];
      reach[action][word] = (reach[action][word] ?? 0) | (old ^ now);
      changed |= old ^ now;
      gained |= now & ~old;
    }
  }
  return changed === 0 ? null : gained !== 0;
}

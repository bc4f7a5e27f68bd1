import { addAll, emptyMarketSet, intersection } from '../../market/market-set';
import { setBit } from '../bits/words';
import type { Span } from '../items/category-tree';
import { NO_PARENT } from '../items/item-columns';
import type { ItemTable } from '../items/item-table';
import { clear, evaluate, type Ingredients } from './evaluate';
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

  constructor(
    private readonly table: ItemTable,
    classes: readonly RuleClass[],
    before: SetTable,
    after: SetTable,
  ) {
    this.mixed = this.emptyGroup();
    this.groups = new Array<Group | undefined>(classes.length).fill(undefined);
    classes.forEach(({ representative }, number) => {
      const group = this.groupOf(number, before, after);
      if (group === null) return;
      this.groups[number] = group;
      this.categories.add(representative.category);
    });
  }

  apply(of: Ingredients, draft: RowDraft, open: ActionSets): void {
    if (this.categories.size === 0) return;
    this.fillMasks(of);
    for (const { markets, mask } of this.losses.values()) clear(draft, mask, within(markets, open));
    evaluate(of, draft, this.mixed.mask, within(this.mixed.markets, open));
  }

  private groupOf(number: number, before: SetTable, after: SetTable): Group | null {
    const lost = { list: emptyMarketSet(), acquire: emptyMarketSet() };
    let changed = 0;
    let gained = 0;
    for (const action of ['list', 'acquire'] as const) {
      for (let word = 0; word < after.width; word++) {
        const index = number * after.width + word;
        const [old, now] = [before[action][index] ?? 0, after[action][index] ?? 0];
        lost[action][word] = old ^ now;
        changed |= old ^ now;
        gained |= now & ~old;
      }
    }
    if (changed === 0) return null;
    if (gained === 0) {
      const key = `${lost.list.join(' ')} ${lost.acquire.join(' ')}`;
      const known = this.losses.get(key);
      if (known !== undefined) return known;
      if (this.losses.size < LOSS_GROUPS_MAX) {
        const group = { ...this.emptyGroup(), markets: lost };
        this.losses.set(key, group);
        return group;
      }
    }
    for (const action of ['list', 'acquire'] as const) addAll(this.mixed.markets[action], lost[action]);
    return this.mixed;
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

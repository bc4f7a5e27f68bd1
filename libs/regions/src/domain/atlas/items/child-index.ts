import type { ItemColumns } from './item-columns';

/** Finds the items that are inside others without a look at all of them: those of a layout, by the position of their app. */
export class ChildIndex {
  private sorted: Int32Array | null = null;

  /** `children`: those of the sorted positions; whoever comes later is not in the index. */
  constructor(
    private readonly columns: ItemColumns,
    private readonly children: Int32Array,
  ) {}

  get size(): number {
    return this.children.length;
  }

  /** Calls back with the children of positions `[from, until)`. */
  forEachInside(from: number, until: number, visit: (child: number, parent: number) => void): void {
    const { parent } = this.columns;
    const sorted = (this.sorted ??= this.byParent());
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((parent[sorted[middle] ?? 0] ?? 0) < from) low = middle + 1;
      else high = middle;
    }
    for (; low < sorted.length; low++) {
      const child = sorted[low] ?? 0;
      const above = parent[child] ?? 0;
      if (above >= until) return;
      visit(child, above);
    }
  }

  private byParent(): Int32Array {
    const { parent } = this.columns;
    // Two positions fit into one number, and numbers sort without a comparison.
    const keys = Float64Array.from(this.children, (child) => (parent[child] ?? 0) * 2 ** 26 + child).sort();
    return Int32Array.from(keys, (key) => key % 2 ** 26);
  }
}

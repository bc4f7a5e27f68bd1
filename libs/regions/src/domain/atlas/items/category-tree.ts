import { categoryLineage, isWithinCategory } from '../../item/category-path';

/** Positions `[start, end)`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface CategorySpan extends Span {
  readonly path: string;
}

/** Which positions the sorted items of a category hold. */
export class CategoryTree {
  /** The categories that have items of their own, in the order of the tree: a category, then what is below it. */
  readonly own: readonly CategorySpan[];
  private readonly parts = new Map<string, readonly CategorySpan[]>();

  constructor(counts: ReadonlyMap<string, number>) {
    let start = 0;
    this.own = [...counts.keys()].sort(compareCategories).map((path) => {
      const span = { path, start, end: start + (counts.get(path) ?? 0) };
      start = span.end;
      return span;
    });
    for (const { path } of this.own) {
      for (const category of categoryLineage(path)) {
        if (this.parts.has(category)) continue;
        this.parts.set(
          category,
          this.own.filter((span) => isWithinCategory(span.path, category)),
        );
      }
    }
  }

  /** The categories that have items at or below them. */
  get paths(): IterableIterator<string> {
    return this.parts.keys();
  }

  /** The spans of a category and of those below it; they lie side by side. `null`: all categories. */
  partsOf(category: string | null): readonly CategorySpan[] {
    return category === null ? this.own : (this.parts.get(category) ?? []);
  }

  /** A category with everything below it. */
  spanOf(category: string | null): Span {
    const parts = this.partsOf(category);
    return { start: parts[0]?.start ?? 0, end: parts.at(-1)?.end ?? 0 };
  }
}

/** `app`, `app/game`, `app-kit`: a separator sorts before every other character, so that subtrees stay together. */
export function compareCategories(a: string, b: string): number {
  const [left, right] = [a.replaceAll('/', ' '), b.replaceAll('/', ' ')];
  return left < right ? -1 : left > right ? 1 : 0;
}

import { missingResource } from '../http/stripe-problem';

/** The store of one resource family, in the order of creation. */
export class Collection<T extends { id: string }> {
  private readonly rows = new Map<string, T>();

  /** @param type the name that error messages use, such as `payment_intent` */
  constructor(readonly type: string) {}

  insert(row: T): T {
    this.rows.set(row.id, row);
    return row;
  }

  find(id: string): T | undefined {
    return this.rows.get(id);
  }

  /**
   * @param param the request parameter that named it, for the error
   * @throws StripeProblem 404 `resource_missing`
   */
  get(id: string, param = 'id'): T {
    const row = this.rows.get(id);
    if (!row) throw missingResource(this.type, id, param);
    return row;
  }

  remove(id: string): void {
    this.rows.delete(id);
  }

  /** Newest first, the order of every Stripe list. */
  newestFirst(): T[] {
    return [...this.rows.values()].reverse();
  }

  where(test: (row: T) => boolean): T[] {
    return [...this.rows.values()].filter(test);
  }

  dump(): T[] {
    return [...this.rows.values()];
  }

  load(rows: readonly T[]): void {
    this.rows.clear();
    for (const row of rows) this.rows.set(row.id, row);
  }
}

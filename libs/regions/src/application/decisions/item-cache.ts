import { Injectable } from '@nestjs/common';
import { TransactionHost } from '@portolan/platform';
import type { Item } from '../../domain';
import { ItemRepository, type StoredItem } from '../../persistence/item-repository';
import { linkItem } from '../../persistence/link-items';

/** Every item as committed, and what is new in it. */
export interface KnownItems {
  readonly revision: number;
  readonly items: ReadonlyMap<string, Item>;
  /** The items that are not as they were at an earlier revision. */
  changedSince(revision: number): Item[];
}

/**
 * Keeps all items in memory, some 500 bytes each, and reads on from the last revision: a change of one item costs the
 * reading of one row. Items are read outside the caller's transaction, so that what it has not committed yet stays out.
 */
@Injectable()
export class ItemCache implements KnownItems {
  revision = 0;
  readonly items = new Map<string, Item>();
  private readonly stored = new Map<string, StoredItem>();
  private readonly children = new Map<string, Set<string>>();
  private readonly lastChange = new Map<string, number>();
  private running: Promise<void> = Promise.resolve();
  private waiting: Promise<void> | null = null;

  constructor(
    private readonly repository: ItemRepository,
    private readonly transactions: TransactionHost,
  ) {}

  /**
   * Up to what is committed when this is called. One reading after the other: two that overlap could apply an older state
   * over a newer one. All who come while one runs share the next, since the running one may have looked too early.
   */
  async get(): Promise<KnownItems> {
    this.waiting ??= this.running
      .catch(() => undefined)
      .then(() => {
        this.waiting = null;
        this.running = this.readOn();
        return this.running;
      });
    await this.waiting;
    return this;
  }

  changedSince(revision: number): Item[] {
    const changed: Item[] = [];
    for (const [id, last] of this.lastChange) {
      const item = last > revision ? this.items.get(id) : undefined;
      if (item !== undefined) changed.push(item);
    }
    return changed;
  }

  private async readOn(): Promise<void> {
    await this.transactions.withoutTransaction(async () => {
      if ((await this.repository.revision()) === this.revision) return;
      const changed = await this.repository.changedSince(this.revision);
      for (const item of changed) this.keep(item);
      for (const item of changed) this.link(item);
      this.revision = changed.at(-1)?.revision ?? this.revision;
    });
  }

  private keep(item: StoredItem): void {
    this.stored.set(item.id, item);
    if (item.parentId === null) return;
    const siblings = this.children.get(item.parentId);
    if (siblings === undefined) this.children.set(item.parentId, new Set([item.id]));
    else siblings.add(item.id);
  }

  /** An app's change is a change of everything that is sold inside it. */
  private link(changed: StoredItem): void {
    for (const id of [changed.id, ...(this.children.get(changed.id) ?? [])]) {
      const stored = this.stored.get(id);
      if (stored === undefined) continue;
      this.items.set(id, linkItem(stored, this.stored));
      this.lastChange.set(id, changed.revision);
    }
  }
}

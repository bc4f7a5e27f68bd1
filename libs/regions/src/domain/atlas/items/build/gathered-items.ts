import { invalidRule } from '../../../errors';
import { ItemColumns, NO_PARENT } from '../item-columns';
import { ItemIndex } from '../item-index';
import { ITEMS_MAX, type ItemRecord, RANK_MAX } from '../item-record';
import { Profiles } from '../profiles';
import type { Settling } from '../settle';

/**
 * Items on their way into a table, in any order and any number at a time. Of each one only its numbers are kept, so that a million can be
 * read without lying in memory.
 */
export class GatheredItems {
  readonly profiles = new Profiles();
  private gathered = new ItemColumns(1024);
  private readonly parents: { readonly position: number; readonly record: ItemRecord }[] = [];

  constructor(readonly settling: Settling) {}

  /** @throws DomainError `invalid-item-id`, `invalid-rank`, `too-many-items`. */
  add(records: Iterable<ItemRecord>): this {
    for (const record of records) {
      const { length, capacity } = this.gathered;
      if (length === capacity) this.gathered = this.gathered.grown(capacity * 2);
      const position = addRecord(this.gathered, this.profiles, record, false, this.settling);
      if (record.parentId !== null) this.parents.push({ position, record });
    }
    return this;
  }

  /** With in-app products in their apps, which may have come after them. @throws DomainError `duplicate-item`. */
  linked(): { columns: ItemColumns; profiles: Profiles; settling: Settling } {
    const { gathered: columns, profiles, settling } = this;
    if (this.parents.length > 0) {
      const index = new ItemIndex(columns.ids, columns.length);
      for (const { position, record } of this.parents) {
        const parent = index.positionOf(record.parentId ?? '');
        if (parent === NO_PARENT) continue;
        columns.parent[position] = parent;
        columns.standing[position] = profiles.numbersOf(record, true, settling).standing;
      }
    }
    return { columns, profiles, settling };
  }
}

/** @returns its position. @throws DomainError as `GatheredItems.add`. */
export function addRecord(
  columns: ItemColumns,
  profiles: Profiles,
  record: ItemRecord,
  hasParent: boolean,
  settling: Settling,
): number {
  const { id, rank } = record;
  if (!Number.isInteger(rank) || rank < 0 || rank > RANK_MAX)
    throw invalidRule('invalid-rank', `Item ${id} needs a whole rank from 0 to ${RANK_MAX}.`);
  if (columns.length >= ITEMS_MAX) throw invalidRule('too-many-items', `At most ${ITEMS_MAX} items fit.`);
  return columns.add(record, profiles.numbersOf(record, hasParent, settling));
}

import type { Item } from '../../item/item';
import { hasBit, setBit } from '../bits/words';
import type { CategoryTree } from './category-tree';
import { ChildIndex } from './child-index';
import { addRecord, GatheredItems } from './build/gathered-items';
import { type ItemColumns, NO_PARENT } from './item-columns';
import { ItemIndex } from './item-index';
import type { ItemRecord } from './item-record';
import { Newcomers } from './newcomers';
import type { Profiles } from './profiles';
import type { Settling } from './settle';
import { sortColumns } from './build/sorted-columns';
import { readUuid } from './uuid-words';

/**
 * Every item as numbers in columns, some 60 bytes each. A position is an item for the life of a layout: the items of a full
 * build are sorted by category and rank, and what arrives or changes later is appended until the next one. A changed item
 * leaves its old position dead and gets a new one, so that a table that somebody still reads never changes.
 */
export class ItemTable {
  private constructor(
    readonly columns: ItemColumns,
    readonly profiles: Profiles,
    readonly categories: CategoryTree,
    private readonly index: ItemIndex,
    /** How many positions are in the order of the categories; newcomers stand behind them. */
    readonly sorted: number,
    readonly size: number,
    /** Positions whose item has moved on. */
    readonly dead: Uint32Array,
    readonly newcomers: Newcomers,
    /** The positions of items that have a parent. */
    readonly children: Int32Array,
    /** The first ones of them, by their parents. */
    readonly childIndex: ChildIndex,
    /** Questions about earlier instants are not answered: what was over by then has been forgotten. */
    readonly settling: Settling,
  ) {}

  /** @throws DomainError as `GatheredItems.add`, `duplicate-item`. */
  static build(records: Iterable<ItemRecord>, settling: Settling): ItemTable {
    return ItemTable.of(new GatheredItems(settling).add(records));
  }

  /** @throws DomainError `duplicate-item`. */
  static of(gathered: GatheredItems): ItemTable {
    const { columns, profiles, settling } = gathered.linked();
    return ItemTable.sort(columns, identity(columns.length), profiles, settling);
  }

  private static sort(
    from: ItemColumns,
    alive: Int32Array,
    profiles: Profiles,
    settling: Settling,
  ): ItemTable {
    const spare = Math.max(1024, alive.length >>> 6);
    const { columns, categories } = sortColumns(from, alive, profiles, spare);
    const size = columns.length;
    const index = new ItemIndex(columns.ids, size);
    const dead = new Uint32Array(columns.capacity >>> 5);
    const children = childrenIn(columns, 0, size);
    return new ItemTable(
      columns,
      profiles,
      categories,
      index,
      size,
      size,
      dead,
      Newcomers.NONE,
      children,
      new ChildIndex(columns, children),
      settling,
    );
  }

  /**
   * The table with these items added, or put in the place of what was known of them; items inside a changed app move with it.
   * Has a new layout when there was no room left. Only the latest table of a layout may grow.
   * @throws DomainError as `build`.
   */
  with(records: readonly ItemRecord[], settling: Settling): ItemTable {
    const byId = new Map(records.map((record) => [record.id, record]));
    // Stryker disable next-line MethodExpression: -1 has no bit
    const known = [...byId.keys()]
      .map((id) => this.positionOf(id))
      .filter((position) => position !== NO_PARENT);
    const dead = this.dead.slice();
    known.forEach((position) => setBit(dead, position));
    const followers = this.children.filter((child) => {
      return !hasBit(dead, child) && hasBit(dead, this.columns.parent[child] ?? 0);
    });
    const needed = this.size + byId.size + followers.length;
    const hasRoom = needed <= this.columns.capacity;
    const columns = hasRoom ? this.columns : this.columns.grown(needed);
    if (columns.length !== this.size) throw new RangeError('Only the latest table of a layout may grow.');

    const moved = new Map<string, number>();
    for (const record of byId.values()) {
      const { parentId } = record;
      const hasParent = parentId !== null && (byId.has(parentId) || this.positionOf(parentId) !== NO_PARENT);
      moved.set(record.id, addRecord(columns, this.profiles, record, hasParent, settling));
    }
    const placeOf = (id: string) => moved.get(id) ?? this.positionOf(id);
    for (const [id, position] of moved) {
      const parentId = byId.get(id)?.parentId ?? null;
      if (parentId !== null) columns.parent[position] = placeOf(parentId);
    }
    for (const child of followers) {
      setBit(dead, child);
      const id = this.idOf(child);
      moved.set(id, columns.length);
      columns.take(columns, child, placeOf(this.idOf(columns.parent[child] ?? 0)));
    }
    if (!hasRoom) return ItemTable.sort(columns, this.alive(dead, columns.length), this.profiles, settling);
    return new ItemTable(
      columns,
      this.profiles,
      this.categories,
      this.index,
      this.sorted,
      columns.length,
      dead,
      this.newcomers.with(moved, columns, this.profiles),
      concat(this.children, childrenIn(columns, this.size, columns.length)),
      this.childIndex,
      settling,
    );
  }

  /** The same items in a new layout, sorted to the last. */
  compacted(): ItemTable {
    return ItemTable.sort(this.columns, this.alive(this.dead, this.size), this.profiles, this.settling);
  }

  /** -1: there is no such item. @throws DomainError `invalid-item-id`. */
  positionOf(id: string): number {
    // Whoever has moved on is among the newcomers, and found there first.
    return this.newcomers.positionOf(id) ?? this.index.positionOf(id);
  }

  idOf(position: number): string {
    return readUuid(this.columns.ids, position);
  }

  categoryOf(position: number): string {
    return this.profiles.shapes.at(this.columns.shape[position] ?? 0).category;
  }

  /** For `decide`; past dates of its facts are not told apart any more. */
  item(position: number): Item {
    const parent = this.columns.parent[position] ?? NO_PARENT;
    return this.profiles.item(
      this.idOf(position),
      this.columns.numbersAt(position),
      parent === NO_PARENT ? null : this.item(parent),
    );
  }

  get byteLength(): number {
    return this.columns.byteLength + this.index.byteLength + this.dead.byteLength + this.children.byteLength;
  }

  private alive(dead: Uint32Array, size: number): Int32Array {
    const alive = new Int32Array(size);
    let count = 0;
    for (let position = 0; position < size; position++)
      if (!hasBit(dead, position)) alive[count++] = position;
    return alive.subarray(0, count);
  }
}

function childrenIn({ parent }: ItemColumns, from: number, until: number): Int32Array {
  const found: number[] = [];
  for (let position = from; position < until; position++)
    if (parent[position] !== NO_PARENT) found.push(position);
  return Int32Array.from(found);
}

function concat(a: Int32Array, b: Int32Array): Int32Array {
  const all = new Int32Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
}

function identity(size: number): Int32Array {
  const positions = new Int32Array(size);
  for (let position = 0; position < size; position++) positions[position] = position;
  return positions;
}

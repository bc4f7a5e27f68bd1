import type { Decision } from '../decision/decision';
import type { RuleSnapshot } from '../decision/snapshot/rule-snapshot';
import type { Instant } from '../period';
import type { Action, FreshAction } from '../rules/action';
import type { Entitlement } from '../decision/decision';
import { EMPTY_ROW, type Row, rowHas } from './bits/row';
import type { AtlasState } from './compile/atlas-state';
import { compileAll } from './compile/compile-all';
import { aliveMask } from './compile/position-masks';
import { recompileItems } from './compile/recompile-items';
import { recompileRules } from './compile/recompile-rules';
import type { Item } from '../item/item';
import { GatheredItems } from './items/build/gathered-items';
import type { ItemRecord } from './items/item-record';
import { ItemTable } from './items/item-table';
import { settlingAt } from './items/settle';
import { positionsAbout } from './read/about';
import { countOf, countsByCategory } from './read/counts';
import { Decisions } from './read/decisions';
import { type AtlasDiff, diffStates, refuseOtherItems } from './read/diff';
import { forEachLost } from './read/lost';
import { type PageQuestion, pageOf } from './read/page';
import { Roster } from './read/roster';
import { hashChange, hashRows } from './read/row-hash';
import { Within } from './read/within';

/** What `PageQuestion` and the other questions share. Slots are those of the markets; one that is not in use has nothing. */
export interface CategoryQuestion {
  readonly slot: number;
  readonly action: FreshAction;
  /** With everything below it; `null`: every category. */
  readonly category: string | null;
}

type RowName = Omit<CategoryQuestion, 'category'>;

/**
 * The answers of `decide` to `list` and `acquire`, for every item in every market at one instant, as bits. An atlas never
 * changes: what follows from other rules, items or times is another atlas, which shares with this one whatever is equal.
 *
 * Items are named by position. A position means the same item in every atlas that came from this one without a new
 * layout (`sharesPositions`); nothing outside the process should keep one.
 */
export class Atlas {
  private hashed: string | null = null;
  private readonly decisions: Decisions;

  private constructor(
    private readonly state: AtlasState,
    /** Which state of the items it was made of: as the maker counts them. */
    readonly revision: number,
  ) {
    this.decisions = new Decisions(state);
  }

  /**
   * Compiles everything: about a second for a million items in all markets, and the reading of them. The snapshot may leave out the publishers' rules about single items,
   * which come with the items as their selections, and must leave out those that do.
   * @throws DomainError `invalid-item-id`, `duplicate-item`, `invalid-rank`, `too-many-items`, `invalid-market-scope`.
   */
  static compile(items: Iterable<ItemRecord>, rules: RuleSnapshot, at: Instant, revision: number): Atlas {
    return new Atlas(compileAll(ItemTable.build(items, settlingAt(at, rules.markets)), rules, at), revision);
  }

  /** The same of items that come in pieces, of which only one lies in memory at a time. */
  static async compilePieces(
    pieces: AsyncIterable<Iterable<ItemRecord>>,
    rules: RuleSnapshot,
    at: Instant,
    revision: number,
  ): Promise<Atlas> {
    const items = new GatheredItems(settlingAt(at, rules.markets));
    for await (const piece of pieces) items.add(piece);
    return new Atlas(compileAll(ItemTable.of(items), rules, at), revision);
  }

  /** Other rules, another instant, or both. @throws DomainError `instant-too-early`, `markets-rewritten` (compile anew), `invalid-market-scope`. */
  withRules(rules: RuleSnapshot, at: Instant): Atlas {
    return new Atlas(recompileRules(this.state, rules, at), this.revision);
  }

  /**
   * Items added, or put in the place of what was known of them. An in-app product whose app was missing must be given again
   * when the app has come. Only the latest atlas of a layout may take items, and not one made for a preview while another goes on.
   * @throws DomainError as `compile`.
   */
  withItems(records: readonly ItemRecord[], revision: number): Atlas {
    const { table, rules, at } = this.state;
    return new Atlas(
      recompileItems(this.state, table.with(records, settlingAt(at, rules.markets))),
      revision,
    );
  }

  /** The same answers in a new layout, in which pages and counts need not look at newcomers. Costs a full compile. */
  compacted(): Atlas {
    return new Atlas(
      compileAll(this.state.table.compacted(), this.state.rules, this.state.at),
      this.revision,
    );
  }

  get epoch(): number {
    return this.state.rules.epoch;
  }

  /** The instant that it answers for. */
  get at(): Instant {
    return this.state.at;
  }

  /** The answers hold for every instant from `at` until this one (not included); `null`: for ever. */
  get validUntil(): Instant | null {
    return this.state.validUntil;
  }

  /** Positions run from 0 to this, not included; some of them may hold no item any more, and are available nowhere. */
  get size(): number {
    return this.state.table.size;
  }

  /** How many positions are out of order, because their items came after the last full compile. */
  get newcomers(): number {
    return this.state.table.size - this.state.table.sorted;
  }

  /**
   * 16 hex digits: equal if the same items are available in the same markets, by whatever path of changes. Worked out when first
   * asked for, which takes more than a second at a million items in all markets, and then for what changed only. No secret: do
   * not show it to the public.
   */
  get hash(): string {
    return (this.hashed ??= hashRows(this.state.rows, this.state.table.columns));
  }

  /** -1: there is no such item. @throws DomainError `invalid-item-id`. */
  positionOf(itemId: string): number {
    return this.state.table.positionOf(itemId);
  }

  idOf(position: number): string {
    return this.state.table.idOf(position);
  }

  rankOf(position: number): number {
    return this.state.table.columns.rank[position] ?? 0;
  }

  may(action: FreshAction, slot: number, position: number): boolean {
    return rowHas(this.row(action, slot), position);
  }

  /** Positions, highest rank first. */
  page(question: PageQuestion): number[] {
    return pageOf(this.state.table, this.row(question.action, question.slot), question);
  }

  count({ slot, action, category }: CategoryQuestion): number {
    return countOf(this.state.table, this.row(action, slot), category);
  }

  /** By category path, with everything below it; categories without an available item are left out. */
  countsByCategory(action: FreshAction, slot: number): Map<string, number> {
    return countsByCategory(this.state.table, this.row(action, slot));
  }

  /** Those of the positions that are available, in their order. */
  filter(action: FreshAction, slot: number, positions: readonly number[]): number[] {
    const row = this.row(action, slot);
    return positions.filter((position) => rowHas(row, position));
  }

  /**
   * A mask of the items that are meant, and of what is sold inside them. Asked is about items that stand for all those which the rules
   * do not tell apart: publishers and ids that no rule of this atlas names are empty.
   */
  positionsAbout(isMeant: (item: Item) => boolean): Uint32Array {
    return positionsAbout(this.state, isMeant);
  }

  /** Every item there is, available or not. */
  get roster(): Roster {
    return new Roster(this.state.table);
  }

  /** Calls back with each position of a mask that is available here and not in the other atlas, of the same layout; ascending. */
  forEachLost(other: Atlas, { action, slot }: RowName, mask: Uint32Array, visit: (at: number) => void): void {
    forEachLost(this.row(action, slot), other.row(action, slot), mask, visit);
  }

  /** For questions about the positions of a mask: a bit for each position. */
  within(mask: Uint32Array): Within {
    return new Within(this.state.rows, mask, aliveMask(this.state.table));
  }

  /**
   * The full answer for one item, by `decide`, from the same rules and facts as the bits. Dates of facts that were over by the
   * full compile, and ids of the publisher's rules about the item, are not the stored ones.
   * @throws DomainError `unknown-market`.
   */
  decide(position: number, market: string, action: Action, entitlement?: Entitlement): Decision {
    return this.decisions.decide(position, market, action, entitlement);
  }

  /** Whether the item, or the app that it belongs to, has a day of launch that was not over by the full compile. */
  hasLaunchAhead(position: number): boolean {
    const { facts, parent } = this.state.table.item(position);
    return facts.launch !== null || (parent !== null && parent.facts.launch !== null);
  }

  /** Positions mean the same items in all atlases of the same layout. */
  get layout(): object {
    return this.state.table.columns;
  }

  sharesPositions(other: Atlas): boolean {
    return this.layout === other.layout;
  }

  /** From this atlas to another one of the same items. @throws DomainError `atlases-differ-in-items`. */
  diffTo(other: Atlas): AtlasDiff {
    return diffStates(this.state, other.state);
  }

  /**
   * 16 hex digits: equal if the same items are gained and lost in the same markets for the same actions, by whatever rules and in
   * whatever layout. Slots and ids count, positions do not, so that it means the same in every process of a store.
   * @throws DomainError `atlases-differ-in-items`.
   */
  hashOfChangeTo(other: Atlas): string {
    refuseOtherItems(this.state, other.state);
    return hashChange(this.state.rows, other.state.rows, this.state.table.columns);
  }

  /** Of the columns and the bits, those that other atlases share included. */
  get byteLength(): number {
    const { rows, facts, table, positions } = this.state;
    const chunks = [rows, facts].flatMap(({ list, acquire }) => [...list, ...acquire].flat());
    let bytes = table.byteLength + positions.klass.byteLength;
    if (positions.selection !== table.columns.selection) bytes += positions.selection.byteLength;
    for (const words of new Set(chunks.flatMap(({ words, denied }) => [words, denied])))
      bytes += words.byteLength;
    return bytes;
  }

  private row(action: FreshAction, slot: number): Row {
    const { list, acquire } = this.state.rows;
    return (action === 'list' ? list : acquire)[slot] ?? EMPTY_ROW;
  }
}

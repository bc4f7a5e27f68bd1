import type {
  Action,
  Atlas,
  AvailabilityState,
  Decision,
  Entitlement,
  FreshAction,
  Market,
  PageCursor,
} from '../../domain';

/** An item in a list, and what it is ordered by. */
export interface RankedItem {
  readonly id: string;
  readonly rank: number;
}

/** A page of a category with everything below it. */
export interface ViewedPage {
  readonly category: string;
  readonly after: PageCursor | null;
  readonly limit: number;
}

/**
 * What one market may list or buy at one moment: everything that is asked of it comes from the same answers. From memory, and
 * in microseconds. Holds for one request: ask for another view for the next.
 */
export class MarketView {
  private readonly slot: number;

  constructor(
    private readonly atlas: Atlas,
    private readonly market: Market,
    private readonly action: FreshAction,
    /** ISO 4217, what is legal tender in it; two while one replaces the other. */
    readonly currencies: readonly string[],
  ) {
    this.slot = market.slot;
  }

  /** The code of the market. */
  get code(): string {
    return this.market.code;
  }

  get epoch(): number {
    return this.atlas.epoch;
  }

  has(itemId: string): boolean {
    return this.atlas.may(this.action, this.slot, this.atlas.positionOf(itemId));
  }

  /** Highest rank first, equal ranks by id. */
  page(question: ViewedPage): RankedItem[] {
    return this.positions(question).map((position) => this.itemAt(position));
  }

  /** The same page, of numbers that name the same items as long as the `layout` is the same. */
  positions({ category, after, limit }: ViewedPage): number[] {
    const { atlas, slot, action } = this;
    return atlas.page({ category, after, limit, slot, action });
  }

  itemAt(position: number): RankedItem {
    return { id: this.atlas.idOf(position), rank: this.atlas.rankOf(position) };
  }

  /** Equal objects: numbers of items mean the same items. */
  get layout(): object {
    return this.atlas.layout;
  }

  /** How many items the category and everything below it have. */
  count(category: string): number {
    return this.atlas.count({ slot: this.slot, action: this.action, category });
  }

  /** By category path, with everything below it; categories without an item are left out. */
  countsByCategory(): Map<string, number> {
    return this.atlas.countsByCategory(this.action, this.slot);
  }

  /** What an item of this view is here. @throws RangeError for an item that regions does not know. */
  state(itemId: string): AvailabilityState {
    return this.stateAt(this.positionOf(itemId));
  }

  stateAt(position: number): AvailabilityState {
    // Whatever is open and has no day of its launch ahead is available; only the others are worth a decision.
    return this.isOpen(position) && !this.hasLaunchAhead(position)
      ? 'available'
      : this.atlas.decide(position, this.market.code, this.action).state;
  }

  /** Whether the item may both be listed and acquired. */
  isOpen(position: number): boolean {
    return this.atlas.may('list', this.slot, position) && this.atlas.may('acquire', this.slot, position);
  }

  /** Always the same for one number of a layout. */
  hasLaunchAhead(position: number): boolean {
    return this.atlas.hasLaunchAhead(position);
  }

  /**
   * The full answer, by `decide` from the same rules and facts as the view; `null` for an unknown item. Ids of the publisher's
   * rules about the item are not the stored ones, and dates that were over long ago are not told.
   */
  decide(itemId: string, action: Action, entitlement?: Entitlement): Decision | null {
    const position = this.atlas.positionOf(itemId);
    return position < 0 ? null : this.atlas.decide(position, this.market.code, action, entitlement);
  }

  /** @throws RangeError for an item that regions does not know. */
  positionOf(itemId: string): number {
    const position = this.atlas.positionOf(itemId);
    if (position < 0) throw new RangeError(`There is no item ${itemId}.`);
    return position;
  }
}

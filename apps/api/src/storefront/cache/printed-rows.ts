import { Inject, Injectable } from '@nestjs/common';
import { cursorBehind } from '@portolan/catalog';
import { type AvailabilityState, LiveAtlas, type MarketView } from '@portolan/regions';
import { LRUCache } from 'lru-cache';
import { hash } from 'node:crypto';
import { APP_CONFIG, type AppConfig, cardCacheShare } from '../../config/config';

/** One row of a list in one market, currency and language, as it goes over the wire. */
export interface PrintedRow {
  readonly bytes: Buffer;
  /** Of the bytes, for the tag of the list. */
  readonly digest: string;
  readonly state: AvailabilityState;
  /** Whether the state is `available` for as long as the item is open, and needs no decision. */
  readonly isPlain: boolean;
  /** Of a page, newest first, that ends with the row. */
  readonly cursor: string;
}

interface Rows {
  readonly byPlace: Map<number, PrintedRow>;
  readonly bytes: number;
}

const OVERHEAD = 400;
/** Of one item. Readers in more places than this have their rows printed anew. */
const PLACES_MAX = 64;

/**
 * The rows of lists as bytes, by the number that the item has in the answers in use. A row is printed from what was true at one
 * moment: it is forgotten when its item is shown differently, and passed over when the item's state is another.
 */
@Injectable()
export class PrintedRows {
  private readonly rows: LRUCache<number, Rows>;
  /** What a row depends on besides its item. */
  private readonly places = new LRUCache<string, number>({ max: 100_000 });
  private placeCount = 0;
  private layout: object | null = null;
  private forgotten = 0;

  constructor(
    private readonly live: LiveAtlas,
    @Inject(APP_CONFIG) config: AppConfig,
  ) {
    this.rows = new LRUCache({
      maxSize: cardCacheShare(config),
      sizeCalculation: ({ bytes }) => bytes,
    });
    live.onItems((changed) => this.forget(changed));
  }

  /** What is read from now on is kept unless something is forgotten meanwhile. */
  get moment(): number {
    return this.forgotten;
  }

  placeOf(view: MarketView, languages: string): number {
    const name = `${view.code} ${view.currencies.join(' ')} ${languages}`;
    let place = this.places.get(name);
    if (place === undefined) {
      place = this.placeCount++;
      this.places.set(name, place);
    }
    return place;
  }

  /** @returns undefined if it is not known, or not as the item is now. */
  find(view: MarketView, place: number, position: number): PrintedRow | undefined {
    if (view.layout !== this.layout) return undefined;
    const row = this.rows.get(position)?.byPlace.get(place);
    if (row === undefined) return undefined;
    const state = row.isPlain && view.isOpen(position) ? 'available' : view.stateAt(position);
    return state === row.state ? row : undefined;
  }

  /** @param moment when it was begun to read what the row is of */
  print(
    view: MarketView,
    place: number,
    position: number,
    json: (state: AvailabilityState) => string,
    moment: number,
  ): PrintedRow {
    const state = view.stateAt(position);
    const text = json(state);
    const row = {
      bytes: Buffer.from(text),
      digest: hash('sha256', text, 'base64url'),
      state,
      isPlain: !view.hasLaunchAhead(position),
      cursor: cursorBehind(view.itemAt(position)),
    };
    if (moment === this.forgotten) this.keep(view.layout, place, position, row);
    return row;
  }

  private keep(layout: object, place: number, position: number, row: PrintedRow): void {
    if (layout !== this.layout) {
      if (this.live.current()?.atlas.layout !== layout) return;
      this.rows.clear();
      this.layout = layout;
    }
    const known = this.rows.get(position)?.byPlace;
    const byPlace = known === undefined || known.size >= PLACES_MAX ? new Map<number, PrintedRow>() : known;
    byPlace.set(place, row);
    let bytes = OVERHEAD;
    for (const each of byPlace.values()) bytes += OVERHEAD + each.bytes.length;
    this.rows.set(position, { byPlace, bytes });
  }

  private forget(changed: readonly string[] | null): void {
    this.forgotten++;
    const atlas = this.live.current()?.atlas;
    if (changed === null || atlas?.layout !== this.layout) {
      this.rows.clear();
      // It is some sixty bytes for each item of the store: nothing may hold on to an old one.
      this.layout = null;
    } else for (const id of changed) this.rows.delete(atlas.positionOf(id));
  }
}

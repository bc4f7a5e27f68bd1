import { LRUCache } from 'lru-cache';

/** In UTF-16, with what an object and its places in maps take. */
const CARD_OVERHEAD = 600;
/** Readers of more languages than this find the rest in the database. */
const LANGUAGES_MAX = 64;

/**
 * What lists tell of single items, in the languages that it was asked in. Bounded by bytes; the item that was not shown for longest
 * goes first. A card is made for a state of the item: `forget` it when that changes.
 */
export class CardCache<Card extends { readonly id: string }> {
  private readonly items: LRUCache<string, { cards: Map<string, Card>; bytes: number }>;
  private forgotten = 0;

  constructor(maxBytes: number) {
    this.items = new LRUCache({ maxSize: maxBytes, sizeCalculation: ({ bytes }) => bytes });
  }

  /** @param itemIds `null`: all */
  forget(itemIds: readonly string[] | null): void {
    this.forgotten++;
    if (itemIds === null) this.items.clear();
    else for (const id of itemIds) this.items.delete(id);
  }

  /**
   * @param language what the cards depend on besides their items
   * @param read reads those that are not known; what it leaves out is left out, and asked for again the next time
   */
  async find(
    ids: readonly string[],
    language: string,
    read: (ids: readonly string[]) => Promise<ReadonlyMap<string, Card>>,
  ): Promise<Map<string, Card>> {
    const found = new Map<string, Card>();
    const missing: string[] = [];
    for (const id of ids) {
      const card = this.items.get(id)?.cards.get(language);
      if (card === undefined) missing.push(id);
      else found.set(id, card);
    }
    if (missing.length === 0) return found;
    const { forgotten } = this;
    for (const [id, card] of await read(missing)) {
      found.set(id, card);
      // What changed while the database was asked may have been read as it was before.
      if (this.forgotten === forgotten) this.keep(id, language, card);
    }
    return found;
  }

  private keep(id: string, language: string, card: Card): void {
    const known = this.items.get(id);
    const cards =
      known === undefined || known.cards.size >= LANGUAGES_MAX ? new Map<string, Card>() : known.cards;
    cards.set(language, card);
    const bytes = CARD_OVERHEAD + 2 * JSON.stringify(card).length + 2 * language.length;
    this.items.set(id, { cards, bytes: cards.size === 1 ? bytes : (known?.bytes ?? 0) + bytes });
  }
}

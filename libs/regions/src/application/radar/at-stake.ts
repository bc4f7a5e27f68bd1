import { type Credential, FRESH_ACTIONS, type FreshAction, type Instant, type Item } from '../../domain';
import { CompiledItemScope } from '../../domain/item/compiled-item-scope';
import type { World, WorldAnswers } from '../as-of/world';
import type { RevenuePart } from './revenue-of';

/** What closes when a credential lapses. */
export interface AtStake {
  /** Codes of the markets in which something closes, by code. */
  readonly markets: readonly string[];
  /** How many items close somewhere. */
  readonly items: number;
  /** How many pairs of an item and a market close for listing and for buying. */
  readonly cells: Readonly<Record<FreshAction, number>>;
  /** The first of the items, by category and id, with their markets. */
  readonly first: readonly { readonly itemId: string; readonly markets: readonly string[] }[];
}

/** Also all pairs that close for buying: items that close in the same markets together. */
export interface AllAtStake extends AtStake {
  readonly unsold: readonly RevenuePart[];
}

/** The answers just before an instant and at it. */
export interface Lapse {
  readonly before: WorldAnswers;
  readonly after: WorldAnswers;
}

const MOST_NAMED = 20;

/**
 * Within the credential's scope: open just before the lapse and closed at it, as far as is known now. What lapses at the same
 * instant for another reason closes with it. In-app products close with their apps.
 */
export function atStake(
  world: World,
  { items, markets, holder }: Credential,
  lapsesAt: Instant,
  { before, after }: Lapse,
): AllAtStake {
  const lost = new Set(
    before.atlas.diffTo(after.atlas).cells.flatMap((cell) => (cell.lost > 0 ? [cell.slot] : [])),
  );
  const scope = world.snapshot.markets.compile(markets);
  const columns = world.snapshot.markets.markets
    .filter(({ slot }) => lost.has(slot) && scope.covers(slot, lapsesAt - 1))
    .sort((a, b) => (a.code < b.code ? -1 : 1));
  const named = new CompiledItemScope(items);
  const covers = (item: Item | null): boolean =>
    item !== null &&
    ((named.matches(item) === true &&
      (holder.kind === 'operator' || holder.publisherId === item.publisherId)) ||
      covers(item.parent));

  const cells = { list: 0, acquire: 0 };
  const closing = new Set<string>();
  const unsold = new Map<string, { itemIds: string[]; markets: string[] }>();
  const first: { itemId: string; markets: string[] }[] = [];
  let count = 0;
  if (columns.length > 0) {
    world.items.forEach((item, place) => {
      if (!covers(item)) return;
      const unsellable: string[] = [];
      const closed = columns.filter(({ slot, code }) => {
        const flips = FRESH_ACTIONS.filter(
          (action) => before.may(action, slot, place) && !after.may(action, slot, place),
        );
        for (const action of flips) cells[action] += 1;
        if (flips.includes('acquire')) unsellable.push(code);
        return flips.length > 0;
      });
      note(unsold, item.id, unsellable);
      if (closed.length === 0) return;
      count += 1;
      for (const { code } of closed) closing.add(code);
      if (first.length < MOST_NAMED) first.push({ itemId: item.id, markets: closed.map(({ code }) => code) });
    });
  }
  return { markets: [...closing].sort(), items: count, cells, first, unsold: [...unsold.values()] };
}

function note(
  parts: Map<string, { itemIds: string[]; markets: string[] }>,
  itemId: string,
  markets: string[],
): void {
  if (markets.length === 0) return;
  const key = markets.join(' ');
  const known = parts.get(key);
  if (known === undefined) parts.set(key, { itemIds: [itemId], markets });
  else known.itemIds.push(itemId);
}

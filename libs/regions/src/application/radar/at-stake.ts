import { type Credential, FRESH_ACTIONS, type FreshAction, type Instant } from '../../domain';
import { CompiledItemScope } from '../../domain/item/compiled-item-scope';
import type { Answers } from '../as-of/world';
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
  readonly before: Answers;
  readonly after: Answers;
}

const MOST_NAMED = 20;

/**
 * Within the credential's scope: open just before the lapse and closed at it, as far as is known now. What lapses at the same
 * instant for another reason closes with it. In-app products close with their apps.
 */
export function atStake(
  { items, markets, holder }: Credential,
  lapsesAt: Instant,
  { before: { atlas: before, rules }, after: { atlas: after } }: Lapse,
): AllAtStake {
  const lost = new Set(before.diffTo(after).cells.flatMap((cell) => (cell.lost > 0 ? [cell.slot] : [])));
  const scope = rules.markets.compile(markets);
  const columns = rules.markets.markets
    .filter(({ slot }) => lost.has(slot) && scope.covers(slot, lapsesAt - 1))
    .sort((a, b) => (a.code < b.code ? -1 : 1));
  const cells = { list: 0, acquire: 0 };
  if (columns.length === 0) return { markets: [], items: 0, cells, first: [], unsold: [] };
  const named = new CompiledItemScope(items);
  const mask = before.positionsAbout(
    (item) =>
      named.matches(item) === true && (holder.kind === 'operator' || holder.publisherId === item.publisherId),
  );
  const closing = new TogetherClosing(before.size);
  const unsellable = new TogetherClosing(before.size);
  for (const { code, slot } of columns) {
    for (const action of FRESH_ACTIONS)
      before.forEachLost(after, { action, slot }, mask, (position) => {
        cells[action] += 1;
        closing.add(position, code);
        if (action === 'acquire') unsellable.add(position, code);
      });
  }
  const groups = closing.groups();
  const { roster } = before;
  const positions = groups.flatMap((group) => group.positions);
  const first = roster
    .first(positions, MOST_NAMED)
    .map((position) => ({ itemId: before.idOf(position), markets: closing.of(position) }));
  return {
    markets: [...new Set(groups.flatMap((group) => group.markets))].sort(),
    items: positions.length,
    cells,
    first,
    unsold: unsellable.groups().map((group) => ({
      itemIds: group.positions.map((position) => before.idOf(position)),
      markets: group.markets,
    })),
  };
}

/** Which positions close in the same markets: they come by market, and each set of markets is kept once, whoever has it. */
class TogetherClosing {
  private readonly groupOf: Int32Array;
  private readonly markets: (readonly string[])[] = [[]];
  private readonly next = new Map<string, number>();

  constructor(size: number) {
    this.groupOf = new Int32Array(size);
  }

  add(position: number, market: string): void {
    const group = this.groupOf[position] ?? 0;
    const known = this.markets[group] ?? [];
    // For the other action, too.
    if (known.at(-1) === market) return;
    const key = `${group} ${market}`;
    let joined = this.next.get(key);
    if (joined === undefined) {
      joined = this.markets.push([...known, market]) - 1;
      this.next.set(key, joined);
    }
    this.groupOf[position] = joined;
  }

  of(position: number): readonly string[] {
    return this.markets[this.groupOf[position] ?? 0] ?? [];
  }

  groups(): { markets: readonly string[]; positions: number[] }[] {
    const positions = this.markets.map((): number[] => []);
    this.groupOf.forEach((group, position) => {
      if (group > 0) positions[group]?.push(position);
    });
    return this.markets
      .map((markets, group) => ({ markets, positions: positions[group] ?? [] }))
      .filter((group) => group.positions.length > 0);
  }
}

import type { Item } from '../../item/item';
import type { Instant } from '../../period';
import { type CompiledCredential, holds } from './compiled-rules';

const OPERATOR = '';
const NONE: readonly CompiledCredential[] = [];

interface TypeShelf {
  readonly byItem: Map<string, CompiledCredential[]>;
  readonly byHolder: Map<string, CompiledCredential[]>;
}

/** Finds the credentials of a type that may speak for an item: its publisher's and the operator's. */
export class CredentialIndex {
  private readonly shelves = new Map<string, TypeShelf>();
  private readonly all: CompiledCredential[] = [];

  get rules(): readonly CompiledCredential[] {
    return this.all;
  }

  add(credential: CompiledCredential): void {
    this.all.push(credential);
    const { type, items, holder } = credential.row;
    let shelf = this.shelves.get(type);
    if (shelf === undefined) {
      shelf = { byItem: new Map(), byHolder: new Map() };
      this.shelves.set(type, shelf);
    }
    if (items.itemIds.length > 0) for (const id of new Set(items.itemIds)) push(shelf.byItem, id, credential);
    else push(shelf.byHolder, holder.kind === 'publisher' ? holder.publisherId : OPERATOR, credential);
  }

  /** A publisher's own that count at an instant in a market (by its slot) for whatever it has; not those that name items. */
  inForce(held: {
    publisherId: string;
    type: string;
    slot: number;
    at: Instant;
  }): readonly CompiledCredential[] {
    const own = this.shelves.get(held.type)?.byHolder.get(held.publisherId) ?? NONE;
    return own.filter((credential) => credential.counts && holds(credential, held.slot, held.at));
  }

  /** Whatever their status, period and scope; of credentials that name items, only those that name this one. */
  candidates(type: string, item: Item): readonly CompiledCredential[] {
    const shelf = this.shelves.get(type);
    if (shelf === undefined) return NONE;
    const own = shelf.byHolder.get(item.publisherId);
    const operators = shelf.byHolder.get(OPERATOR);
    const named = shelf.byItem.get(item.id)?.filter(({ row: { holder } }) => {
      return holder.kind === 'operator' || holder.publisherId === item.publisherId;
    });
    if (named === undefined)
      return own === undefined ? (operators ?? NONE) : operators === undefined ? own : [...own, ...operators];
    return [...named, ...(own ?? NONE), ...(operators ?? NONE)];
  }
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, [value]);
  else values.push(value);
}

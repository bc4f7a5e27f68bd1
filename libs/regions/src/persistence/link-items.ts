import type { Item } from '../domain';
import type { StoredItem } from './item-repository';

/** Items with their parents in place of ids. A parent that is not among `known` counts as missing. */
export function linkItem(stored: StoredItem, known: ReadonlyMap<string, StoredItem>): Item {
  const { id, kind, category, publisherId, attributes, facts } = stored;
  const parent = stored.parentId === null ? undefined : known.get(stored.parentId);
  return {
    id,
    kind,
    category,
    publisherId,
    attributes,
    facts,
    parent: parent === undefined ? null : linkItem(parent, known),
  };
}

/** The asked items by id. */
export function linkItems(stored: readonly StoredItem[]): Map<string, Item> {
  const known = new Map(stored.map((item) => [item.id, item]));
  return new Map(stored.map((item) => [item.id, linkItem(item, known)]));
}

import type { Item } from '../../item/item';
import type { AtlasState } from '../compile/atlas-state';
import { maskWhere } from '../compile/position-masks';

/** Positions of the items that are meant, and of what is sold inside them: asked once for all that no rule of the atlas tells apart. */
export function positionsAbout(
  { table, positions, classes }: AtlasState,
  isMeant: (item: Item) => boolean,
): Uint32Array {
  const answers: (boolean | undefined)[] = [];
  return maskWhere(table, (position) => {
    const number = positions.klass[position] ?? 0;
    return (answers[number] ??= isMeant(classes.at(number).representative));
  });
}

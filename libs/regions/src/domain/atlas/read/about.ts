import type { Item } from '../../item/item';
import type { AtlasState } from '../compile/atlas-state';
import { aliveMask, maskWhere } from '../compile/position-masks';

/** Positions of the items that are meant, and of what is sold inside them: asked once for all that no rule of the atlas tells apart. */
export function positionsAbout(
  { table, positions, classes }: AtlasState,
  isMeant: (item: Item) => boolean,
): Uint32Array {
  const answers = classes.list.map(({ representative }) => isMeant(representative));
  if (answers.every((answer) => answer)) return aliveMask(table);
  return maskWhere(table, (position) => answers[positions.klass[position] ?? 0] === true);
}

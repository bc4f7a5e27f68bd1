import type { AtlasState } from './atlas-state';
import type { Mentions } from './mentions';
import { ClassAssignment, type PositionColumns } from './position-classes';

export interface SplitClasses {
  readonly positions: PositionColumns;
  /** Positions whose class may be another one. */
  readonly moving: readonly number[];
  /** Those of them whose class counts the selection in from now on, or no more. */
  readonly reselected: ReadonlySet<number>;
}

/** Publishers and items that the rules name for the first time leave the class of those that no rule names. */
export function splitClasses(old: AtlasState, mentions: Mentions): SplitClasses {
  const { table, classes } = old;
  const fresh = (now: ReadonlySet<string>, before: ReadonlySet<string>) =>
    new Set([...now].filter((id) => !before.has(id)));
  const joining = fresh(mentions.joint, old.mentions.joint);
  const publishers = fresh(mentions.publishers, old.mentions.publishers);
  const assignment = new ClassAssignment(table, classes, mentions);
  const items = fresh(mentions.items, old.mentions.items);
  const moving = assignment.positionsNaming(new Set([...publishers, ...joining]), items);
  // Newcomers of these publishers are written into it, too, and the table's own column must not hear of it. Nor must the old
  // atlas, where it counts in with a class the selection of an item that is moving to another one now.
  const isOwn = old.positions.selection !== table.columns.selection;
  const isWritten = joining.size > 0 || (isOwn && moving.length > 0);
  const positions = {
    klass: moving.length === 0 ? old.positions.klass : old.positions.klass.slice(),
    selection: isWritten ? old.positions.selection.slice() : old.positions.selection,
  };
  for (const position of moving) assignment.assignNamed(positions, position);
  const reselected = moving.filter(
    (position) => positions.selection[position] !== old.positions.selection[position],
  );
  return { positions, moving, reselected: new Set(reselected) };
}

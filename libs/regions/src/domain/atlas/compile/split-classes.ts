import type { AtlasState } from './atlas-state';
import type { Mentions } from './mentions';
import { ClassAssignment, type PositionColumns } from './position-classes';
import type { SetTable } from '../sets/set-table';

export interface SplitClasses {
  readonly positions: PositionColumns;
  /** New classes have the sets of those that they left, as if the rules were still the old ones. */
  readonly classSets: SetTable;
  /** Positions whose class counts the selection in from now on. */
  readonly joined: readonly number[];
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
  const joined = assignment.positionsNaming(joining, new Set());
  const positions = {
    klass: moving.length === 0 ? old.positions.klass : old.positions.klass.slice(),
    // Newcomers of these publishers are written into it, too, and the table's own column must not hear of it.
    selection: joining.size === 0 ? old.positions.selection : old.positions.selection.slice(),
  };
  const origin = new Map<number, number>();
  for (const position of moving) {
    assignment.assignNamed(positions, position);
    origin.set(positions.klass[position] ?? 0, old.positions.klass[position] ?? 0);
  }
  const classSets = old.classSets.grown(classes.list.length);
  for (const [number, from] of origin) {
    if (number >= old.classSets.count) classSets.copyRow(from, number);
  }
  return { positions, classSets, joined };
}

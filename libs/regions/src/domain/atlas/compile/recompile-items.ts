import type { ItemTable } from '../items/item-table';
import { type AtlasState, finished, ingredientsOf, writeClasses } from './atlas-state';
import { compileAll } from './compile-all';
import { clear, evaluate } from './evaluate';
import { ClassAssignment } from './position-classes';
import { aliveMask, without } from '../items/position-masks';
import { RowDraft } from './row-draft';
import { ClassMarkets } from '../sets/rule-classes';

/** Other items under the same rules, at the same instant. */
export function recompileItems(old: AtlasState, table: ItemTable): AtlasState {
  if (table.columns !== old.table.columns) return compileAll(table, old.rules, old.at);
  const { classes, mentions, positions, open, rules, at } = old;
  const known = old.classSets.count;
  new ClassAssignment(table, classes, mentions).assign(positions, old.table.size, table.size);
  const classSets = old.classSets.grown(classes.list.length);
  const added = [...classes.list.keys()].slice(known);
  writeClasses(classSets, classes, new ClassMarkets(rules, table.profiles, at), added);
  const parts = { ...old, table, classSets, profileSets: old.profileSets.grown() };
  const draft = new RowDraft(old.rows);
  clear(draft, without(table.dead, old.table.dead), open);
  evaluate(ingredientsOf(parts), draft, without(aliveMask(table), aliveMask(old.table)), open);
  return finished({ ...parts, rows: draft.done() });
}

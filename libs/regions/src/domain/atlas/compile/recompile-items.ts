import type { ItemTable } from '../items/item-table';
import { composeRows } from '../denials/compose-rows';
import { chunksFrom, grownKinds, writeDenials } from '../denials/write-denials';
import { type AtlasState, finished, ingredientsOf } from './atlas-state';
import { compileAll } from './compile-all';
import { clear, evaluate } from './evaluate';
import { ClassAssignment } from './position-classes';
import { aliveMask, without } from './position-masks';
import { RowDraft } from './row-draft';
import { ClassMarkets } from '../sets/rule-classes';

/** Other items under the same rules, at the same instant. */
export function recompileItems(old: AtlasState, table: ItemTable): AtlasState {
  if (table.columns !== old.table.columns) return compileAll(table, old.rules, old.at);
  const { classes, mentions, positions, open, rules, at, kinds } = old;
  const known = old.classKinds.length;
  new ClassAssignment(table, classes, mentions).assign(positions, old.table.size);
  const markets = new ClassMarkets(rules, table.profiles, at, kinds);
  const classKinds = grownKinds(old.classKinds, classes.list.length);
  for (let number = known; number < classKinds.length; number++)
    classKinds[number] = markets.kindOf(classes.at(number));
  const parts = { ...old, table, classKinds, profileSets: old.profileSets.grown() };
  const draft = new RowDraft(old.facts);
  clear(draft, without(table.dead, old.table.dead), open);
  evaluate(ingredientsOf(parts), draft, without(aliveMask(table), aliveMask(old.table)), open);
  const facts = draft.done();
  const denials = writeDenials(parts, old.denials, chunksFrom(old.table.size, table.size));
  return finished({ ...parts, facts, denials, rows: composeRows({ facts, denials }, old) });
}

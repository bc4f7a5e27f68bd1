import type { RuleSnapshot } from '../../decision/snapshot/rule-snapshot';
import type { Instant } from '../../period';
import type { ItemTable } from '../items/item-table';
import { type AtlasState, finished, ingredientsOf, refuseRewrittenPast, writeClasses } from './atlas-state';
import { evaluate } from './evaluate';
import { mentionsOf } from './mentions';
import { ClassAssignment } from './position-classes';
import { aliveMask } from '../items/position-masks';
import { ProfileSets } from '../sets/profile-sets';
import { RowDraft, type Rows } from './row-draft';
import { ClassMarkets, RuleClasses } from '../sets/rule-classes';
import { SetTable } from '../sets/set-table';
import { openMarkets } from '../sets/standing-markets';

const NO_ROWS: Rows = { list: [], acquire: [] };

/** @throws DomainError `instant-too-early`, `markets-rewritten`, and what a scope of markets that cannot be read throws. */
export function compileAll(table: ItemTable, rules: RuleSnapshot, at: Instant): AtlasState {
  refuseRewrittenPast(table, rules, at);
  const slots = rules.markets.markets.map(({ slot }) => slot);
  const width = (Math.max(0, ...slots) >>> 5) + 1;
  const classes = new RuleClasses();
  const mentions = mentionsOf(rules);
  const { capacity, selection } = table.columns;
  const positions = {
    klass: new Int32Array(capacity),
    selection: mentions.joint.size === 0 ? selection : selection.slice(),
  };
  new ClassAssignment(table, classes, mentions).assign(positions, 0, table.size);
  const classSets = SetTable.of(width, classes.list.length);
  writeClasses(classSets, classes, new ClassMarkets(rules, table.profiles, at), classes.list.keys());
  const profileSets = ProfileSets.of(table.profiles, rules.markets, at, width);
  const open = openMarkets(rules.markets, at);
  const parts = { table, rules, at, open, classes, mentions, positions, classSets, profileSets };
  const draft = new RowDraft(NO_ROWS);
  evaluate(ingredientsOf(parts), draft, aliveMask(table), open);
  return finished({ ...parts, rows: draft.done() });
}

import type { RuleSnapshot } from '../../decision/snapshot/rule-snapshot';
import type { Instant } from '../../period';
import type { ItemTable } from '../items/item-table';
import { chunksFrom, writeDenials } from '../denials/write-denials';
import { composeRows } from '../denials/compose-rows';
import { Kinds } from '../denials/kinds';
import { type AtlasState, finished, ingredientsOf, refuseRewrittenPast } from './atlas-state';
import { evaluate } from './evaluate';
import { mentionsOf } from './mentions';
import { ClassAssignment } from './position-classes';
import { aliveMask } from './position-masks';
import { ProfileSets } from '../sets/profile-sets';
import { RowDraft, type Rows } from './row-draft';
import { ClassMarkets, RuleClasses } from '../sets/rule-classes';
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
  new ClassAssignment(table, classes, mentions).assign(positions, 0);
  const kinds = new Kinds(width);
  const markets = new ClassMarkets(rules, table.profiles, at, kinds);
  const classKinds = Int32Array.from(classes.list, (one) => markets.kindOf(one));
  const profileSets = ProfileSets.of(table.profiles, rules.markets, at, width);
  const open = openMarkets(rules.markets, at);
  const draft = new RowDraft(NO_ROWS);
  evaluate(ingredientsOf({ table, positions, profileSets }), draft, aliveMask(table), open);
  const facts = draft.done();
  const parts = { table, rules, at, open, classes, mentions, positions, kinds, classKinds, profileSets };
  const denials = writeDenials(parts, [], chunksFrom(0, table.size));
  return finished({ ...parts, facts, denials, rows: composeRows({ facts, denials }, null) });
}

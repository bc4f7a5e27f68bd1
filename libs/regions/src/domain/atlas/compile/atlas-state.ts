import type { RuleSnapshot } from '../../decision/snapshot/rule-snapshot';
import { invalidRule } from '../../errors';
import type { Instant } from '../../period';
import { FRESH_ACTIONS } from '../../rules/action';
import type { ItemTable } from '../items/item-table';
import { settlingAt } from '../items/settle';
import type { Ingredients } from './block-writer';
import type { Mentions } from './mentions';
import { NextBoundary } from '../sets/next-boundary';
import type { PositionColumns } from './position-classes';
import type { ProfileSets } from '../sets/profile-sets';
import type { Rows } from './row-draft';
import type { ClassMarkets, RuleClasses } from '../sets/rule-classes';
import type { SetTable } from '../sets/set-table';
import type { ActionSets } from '../sets/standing-markets';

/** Everything that an atlas consists of. No part of it ever changes. */
export interface AtlasState {
  readonly table: ItemTable;
  readonly rules: RuleSnapshot;
  readonly at: Instant;
  /** The bits hold until this instant, if nobody changes anything; `null`: for ever. */
  readonly validUntil: Instant | null;
  readonly rows: Rows;
  readonly open: ActionSets;
  readonly classes: RuleClasses;
  readonly mentions: Mentions;
  readonly positions: PositionColumns;
  readonly classSets: SetTable;
  readonly profileSets: ProfileSets;
}

export type AtlasParts = Omit<AtlasState, 'validUntil'>;

export function ingredientsOf({
  table,
  positions,
  classSets,
  profileSets,
}: Omit<AtlasParts, 'rows'>): Ingredients {
  const { standing, parent } = table.columns;
  return { ...positions, standing, parent, classes: classSets, ...profileSets.tables };
}

/** The state, with the end of its validity. */
export function finished(parts: AtlasParts): AtlasState {
  const boundary = new NextBoundary(parts.at);
  boundary.noteRules(parts.rules);
  parts.profileSets.noteBoundaries(boundary);
  return { ...parts, validUntil: boundary.next };
}

export function writeClasses(
  sets: SetTable,
  classes: RuleClasses,
  markets: ClassMarkets,
  numbers: Iterable<number>,
): void {
  for (const number of numbers) {
    const found = markets.of(classes.at(number));
    for (const action of FRESH_ACTIONS) sets.write(number, action, found[action]);
  }
}

/**
 * What items had in common by the time of the table has been merged: it cannot answer for an earlier time, nor for a list of
 * markets that says now that a market was there before.
 * @throws DomainError `instant-too-early`, `markets-rewritten`.
 */
export function refuseRewrittenPast({ settling }: ItemTable, { markets }: RuleSnapshot, at: Instant): void {
  if (at < settling.at)
    throw invalidRule('instant-too-early', 'What was over by the time of the items has been forgotten.');
  const additions = (list: readonly Instant[]) => list.filter((added) => added <= settling.at).join(' ');
  if (additions(settling.marketAdditions) !== additions(settlingAt(at, markets).marketAdditions))
    throw invalidRule(
      'markets-rewritten',
      'The items must be compiled again for markets that were added in the past.',
    );
}

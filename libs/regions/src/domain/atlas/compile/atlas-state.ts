import type { RuleSnapshot } from '../../decision/snapshot/rule-snapshot';
import { invalidRule } from '../../errors';
import type { Instant } from '../../period';
import type { ChunkDenials } from '../denials/chunk-denials';
import type { Kinds } from '../denials/kinds';
import type { ItemTable } from '../items/item-table';
import { settlingAt } from '../items/settle';
import type { Ingredients } from './block-writer';
import type { Mentions } from './mentions';
import { NextBoundary } from '../sets/next-boundary';
import type { PositionColumns } from './position-classes';
import type { ProfileSets } from '../sets/profile-sets';
import type { Rows } from './row-draft';
import type { RuleClasses } from '../sets/rule-classes';
import type { ActionSets } from '../sets/standing-markets';

/** Everything that an atlas consists of. No part of it ever changes. */
export interface AtlasState {
  readonly table: ItemTable;
  readonly rules: RuleSnapshot;
  readonly at: Instant;
  /** The bits hold until this instant, if nobody changes anything; `null`: for ever. */
  readonly validUntil: Instant | null;
  /** `facts` without `denials`. */
  readonly rows: Rows;
  readonly facts: Rows;
  readonly denials: readonly ChunkDenials[];
  readonly open: ActionSets;
  readonly classes: RuleClasses;
  readonly mentions: Mentions;
  readonly positions: PositionColumns;
  readonly kinds: Kinds;
  /** For each class the number of its kind. */
  readonly classKinds: Int32Array;
  readonly profileSets: ProfileSets;
}

export type AtlasParts = Omit<AtlasState, 'validUntil'>;

export function ingredientsOf({
  table,
  positions: { selection },
  profileSets,
}: Pick<AtlasParts, 'table' | 'positions' | 'profileSets'>): Ingredients {
  const { standing, parent } = table.columns;
  return { selection, standing, parent, ...profileSets.tables };
}

/** The state, with the end of its validity. */
export function finished(parts: AtlasParts): AtlasState {
  const boundary = new NextBoundary(parts.at);
  boundary.noteRules(parts.rules);
  boundary.note(parts.profileSets.next);
  return { ...parts, validUntil: boundary.next };
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

import { Injectable } from '@nestjs/common';
import { DomainError } from '@portolan/platform';
import {
  Atlas,
  buildSnapshot,
  type FreshAction,
  type Instant,
  type RuleRows,
  type RuleSnapshot,
} from '../../../domain';
import { ServedItems } from '../../../persistence/served-items';
import { LiveAtlas } from '../../decisions/live-atlas';
import type { RanEdits } from './run-edits';

/** How many items of a category a market gains and loses. */
export interface DiffCount {
  market: string;
  action: FreshAction;
  category: string;
  gained: number;
  lost: number;
}

/** What other rules would change, for all items in all markets. */
export interface RuleDiff {
  /** Equal if the same items are gained and lost in the same markets for the same actions. */
  hash: string;
  epoch: number;
  itemRevision: number;
  at: Instant;
  /** Whether the edits open something, now, later or for items to come: then a second person approves them. */
  opens: boolean;
  /** Sums over all cells: items x markets x actions. */
  gained: number;
  lost: number;
  /** By market, action and category, without those below it; only what changes. */
  counts: DiffCount[];
  /** Ids of the first 20 items that become available somewhere, and of those that cease to be. */
  firstGained: string[];
  firstLost: string[];
}

/** The rules of one side, and what they make of every item. */
export interface Side {
  readonly rules: RuleSnapshot;
  readonly at: Instant;
  readonly atlas: Atlas;
}

export interface Comparison {
  readonly diff: RuleDiff;
  readonly before: Side;
  readonly after: Side;
}

/**
 * Compares the answers in use with what they would be by other rules. Nothing is read but what has changed since the last look, and
 * only what the other rules touch is compiled. The items are those that were committed when this was called.
 */
@Injectable()
export class CompareRules {
  constructor(
    private readonly live: LiveAtlas,
    private readonly items: ServedItems,
  ) {}

  /**
   * @param now if the answers in use are for a later instant by a moment, that one is taken.
   * @returns `null` if the rules have changed since the edits were made, which cannot be while the caller holds the epoch.
   */
  async execute({ before: { token }, after, opens }: RanEdits, now: Instant): Promise<Comparison | null> {
    await this.live.catchUp();
    const { atlas, rules } = await this.live.now();
    if (rules.token !== token) return null;
    const at = Math.max(now, atlas.at);
    const rows = withAddedMarkets(rules.rows, after);
    const oldRules = rows === rules.rows ? rules.snapshot : buildSnapshot(rows);
    const nextRules = buildSnapshot(after);
    const old = await this.answersBy(atlas, oldRules, at);
    const next = old.withRules(nextRules, at);
    const { cells, firstGained, firstLost } = old.diffTo(next);
    const codes = new Map(rows.markets.map(({ slot, code }) => [slot, code]));
    const sum = (part: 'gained' | 'lost') => cells.reduce((total, cell) => total + cell[part], 0);
    const diff = {
      hash: old.hashOfChangeTo(next),
      epoch: rows.epoch,
      itemRevision: atlas.revision,
      at,
      opens: opens || sum('gained') > 0,
      gained: sum('gained'),
      lost: sum('lost'),
      counts: cells.map(({ slot, ...cell }) => ({ market: codes.get(slot) ?? '', ...cell })),
      firstGained: firstGained.map((position) => old.idOf(position)),
      firstLost: firstLost.map((position) => old.idOf(position)),
    };
    return {
      diff,
      before: { rules: oldRules, at, atlas: old },
      after: { rules: nextRules, at, atlas: next },
    };
  }

  private async answersBy(atlas: Atlas, rules: RuleSnapshot, at: Instant): Promise<Atlas> {
    try {
      return atlas.withRules(rules, at);
    } catch (error) {
      // A market that is added at the very instant of the answers: then the items are read, too.
      if (!(error instanceof DomainError) || error.code !== 'markets-rewritten') throw error;
      return await Atlas.compilePieces(this.items.all(), rules, at, atlas.revision);
    }
  }
}

/** A market that is being added sells nothing before: as `planned` it can be compared with what it becomes. */
function withAddedMarkets(before: RuleRows, after: RuleRows): RuleRows {
  const known = new Set(before.markets.map(({ code }) => code));
  const added = after.markets.filter(({ code }) => !known.has(code));
  if (added.length === 0) return before;
  return {
    ...before,
    markets: [...before.markets, ...added.map((market) => ({ ...market, statuses: [], successors: [] }))],
  };
}

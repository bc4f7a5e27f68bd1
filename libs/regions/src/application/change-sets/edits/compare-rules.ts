import { Injectable } from '@nestjs/common';
import { DomainError } from '@portolan/platform';
import {
  Atlas,
  buildSnapshot,
  type FreshAction,
  type Instant,
  laterInstants,
  loosensProhibition,
  type RuleRows,
  type RuleSnapshot,
} from '../../../domain';
import { createHash } from 'node:crypto';
import { setImmediate as yieldToOthers } from 'node:timers/promises';
import { ServedItems } from '../../../persistence/served-items';
import { type LiveAnswers, LiveAtlas } from '../../decisions/live-atlas';
import type { RanEdits } from './run-edits';

/** How many items of a category a market gains and loses. */
export interface DiffCount {
  market: string;
  action: FreshAction;
  category: string;
  gained: number;
  lost: number;
}

/** What other rules would change at one instant, for all items in all markets. */
export interface InstantDiff {
  at: Instant;
  /** Sums over all cells: items x markets x actions. */
  gained: number;
  lost: number;
  /** By market, action and category, without those below it; only what changes. */
  counts: DiffCount[];
  /** Ids of the first 20 items that become available somewhere, and of those that cease to be. */
  firstGained: string[];
  firstLost: string[];
}

/** The same, now and at each later instant that the edits name. */
export interface RuleDiff extends InstantDiff {
  /** Equal if the same items are gained and lost in the same markets for the same actions, now and from the same instants on. */
  hash: string;
  epoch: number;
  itemRevision: number;
  /** Whether the edits open something, now, later or for items to come: then a second person approves them. */
  opens: boolean;
  /** Whether a prohibition is lifted or denies less than before: then somebody of the role `legal` approves them. */
  needsLegal: boolean;
  /** Earliest first: when something that the edits say, or take back, begins or ends. Each compares with the rules without the edits. */
  later: InstantDiff[];
  /** Otherwise the edits name more instants than are compared. */
  isLaterComplete: boolean;
  /** The first of `later` from which on the effect is another one. */
  firstTurn: Instant | null;
}

/** Instants after the first that a comparison looks at. */
const MOST_LATER = 8;

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
   * @param held the answers that the caller read before it made the edits. Without them they are looked at now, on a connection of
   *   their own: whoever holds the epoch must not wait for one.
   * @param kept the later instants that an earlier comparison with too many of them looked at: one that has passed since lets no other
   *   one in, which nobody has looked at.
   * @returns `null` if the rules have changed since the edits were made, which cannot be while the caller holds the epoch.
   */
  async execute(
    { before: { token }, after, opens, needsLegal }: RanEdits,
    now: Instant,
    { held, kept = null }: { held?: LiveAnswers; kept?: readonly Instant[] | null } = {},
  ): Promise<Comparison | null> {
    const { atlas, rules } = held ?? (await this.inUse());
    if (rules.token !== token) return null;
    const at = Math.max(now, atlas.at);
    const rows = withAddedMarkets(rules.rows, after);
    const oldRules = rows === rules.rows ? rules.snapshot : buildSnapshot(rows);
    const nextRules = buildSnapshot(after);
    const old = await this.answersBy(atlas, oldRules, at);
    const next = old.withRules(nextRules, at);
    const codes = new Map(rows.markets.map(({ slot, code }) => [slot, code]));
    const steps = [{ ...diffOf(old, next, codes), hash: old.hashOfChangeTo(next) }];
    const { instants, isComplete } = laterInstants(rules.rows, after, at, MOST_LATER);
    let [oldThen, nextThen] = [old, next];
    for (const instant of kept?.filter((one) => one > at) ?? instants) {
      await yieldToOthers();
      [oldThen, nextThen] = [oldThen.withRules(oldRules, instant), nextThen.withRules(nextRules, instant)];
      steps.push({ ...diffOf(oldThen, nextThen, codes), hash: oldThen.hashOfChangeTo(nextThen) });
    }
    const [first, ...later] = steps.map(({ hash: _, ...step }) => step);
    if (first === undefined) throw new Error('What is compared is compared at one instant at least.');
    const turns = turnsOf(steps);
    const diff = {
      ...first,
      hash: hashOf(steps, turns),
      epoch: rows.epoch,
      itemRevision: atlas.revision,
      opens: opens || steps.some(({ gained }) => gained > 0),
      needsLegal: needsLegal || loosensProhibition(oldRules, nextRules, at),
      later,
      isLaterComplete: isComplete && kept === null,
      firstTurn: turns[0]?.at ?? null,
    };
    return {
      diff,
      before: { rules: oldRules, at, atlas: old },
      after: { rules: nextRules, at, atlas: next },
    };
  }

  private async inUse(): Promise<LiveAnswers> {
    await this.live.catchUp();
    return this.live.now();
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

function diffOf(old: Atlas, next: Atlas, codes: ReadonlyMap<number, string>): InstantDiff {
  const { cells, firstGained, firstLost } = old.diffTo(next);
  const sum = (part: 'gained' | 'lost') => cells.reduce((total, cell) => total + cell[part], 0);
  return {
    at: next.at,
    gained: sum('gained'),
    lost: sum('lost'),
    counts: cells.map(({ slot, ...cell }) => ({ market: codes.get(slot) ?? '', ...cell })),
    firstGained: firstGained.map((position) => old.idOf(position)),
    firstLost: firstLost.map((position) => old.idOf(position)),
  };
}

type Step = { readonly at: Instant; readonly hash: string };

/** An instant counts where the effect is another one from then on: that others pass makes no preview stale. */
function turnsOf(steps: readonly Step[]): Step[] {
  return steps.slice(1).filter(({ hash }, index) => hash !== steps[index]?.hash);
}

function hashOf([first]: readonly Step[], turns: readonly Step[]): string {
  const now = first?.hash ?? '';
  if (turns.length === 0) return now;
  const text = [now, ...turns.map(({ at, hash }) => `${at} ${hash}`)].join('\n');
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
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

import { Injectable, Logger } from '@nestjs/common';
import { Clock, ReadSnapshot, TransactionHost } from '@portolan/platform';
import { Atlas, type Instant } from '../../domain';
import { ServedItems } from '../../persistence/served-items';
import { CurrentRules, type FollowedRules, type KnownRules } from './current-rules';

/** The atlas of what was committed, and what it was made of. Never changes. */
export interface LiveAnswers {
  readonly atlas: Atlas;
  readonly rules: KnownRules;
  /** Equal for two answers that are equal; drawn from the epoch's token, so nothing can be guessed from it. */
  readonly mark: string;
}

/** What the process follows, between two looks at the database. */
export interface Followed {
  readonly rules: FollowedRules;
  /** Also counts what lists show besides decisions. */
  readonly revision: number;
  readonly answers: LiveAnswers;
}

/** What came with the last step: `null` where everything may be another. */
export interface Step {
  readonly followed: Followed;
  readonly changedItemIds: readonly string[] | null;
}

/**
 * Makes the answers of what is committed from those before: reads the rules that were recorded and the items that changed
 * since, in one transaction that sees one state of the database, and compiles them beside the answers in use. What is not touched
 * is shared. The cost does not grow with the items, unless nothing is known yet.
 */
@Injectable()
export class NextAnswers {
  private readonly logger = new Logger('Atlas');

  constructor(
    private readonly rules: CurrentRules,
    private readonly items: ServedItems,
    private readonly transactions: TransactionHost,
    private readonly snapshot: ReadSnapshot,
    private readonly clock: Clock,
  ) {}

  /** @returns the same object if nothing has changed. */
  async after(known: Followed | null): Promise<Step> {
    if (known !== null) {
      const mark = await this.transactions.withoutTransaction(() => this.items.mark());
      if (mark.token === known.rules.rules.token && mark.revision === known.revision)
        return { followed: known, changedItemIds: [] };
    }
    return this.snapshot.run(() => (known === null ? this.readAll() : this.readOn(known)));
  }

  /**
   * The rules as the caller's own transaction sees them, which has written none, about the items that are known: to add items here would
   * take the room that the layout in use has for them.
   */
  async within(known: Followed | null): Promise<LiveAnswers> {
    if (known === null) return (await this.readAll()).followed.answers;
    const { token } = await this.items.mark();
    if (token === known.rules.rules.token) return known.answers;
    const { rules } = await this.rules.follow(known.rules);
    try {
      return answersOf(known.answers.atlas.withRules(rules.snapshot, this.now()), rules, known.revision);
    } catch (error) {
      return (await this.readAnew(error)).followed.answers;
    }
  }

  /** The same rules and items at a later instant; an earlier one may need everything anew. */
  at(known: Followed, instant: Instant): Followed {
    const { atlas, rules } = known.answers;
    return { ...known, answers: answersOf(atlas.withRules(rules.snapshot, instant), rules, known.revision) };
  }

  private async readOn(known: Followed): Promise<Step> {
    const { token, revision } = await this.items.mark();
    const isSame = known.rules.rules.token === token;
    const rules = isSame ? known.rules : await this.rules.follow(known.rules);
    const changed = await this.items.changedSince(known.revision, isSame ? [] : rules.selectedItemIds);
    const records = changed.filter(({ isDecidedAnew }) => isDecidedAnew).map(({ record }) => record);
    try {
      let { atlas } = known.answers;
      if (records.length > 0) atlas = atlas.withItems(records, revision);
      if (!isSame) atlas = atlas.withRules(rules.rules.snapshot, this.now());
      const answers = answersOf(atlas, rules.rules, revision);
      return {
        followed: { rules, revision, answers },
        changedItemIds: changed.map(({ record }) => record.id),
      };
    } catch (error) {
      return this.readAnew(error);
    }
  }

  /** After a clock was set back, or markets were added in the past: then the items are read again, too. */
  private readAnew(error: unknown): Promise<Step> {
    this.logger.warn(`Compiling everything anew: ${error instanceof Error ? error.message : String(error)}`);
    return this.readAll();
  }

  private async readAll(): Promise<Step> {
    const { revision } = await this.items.mark();
    const rules = await this.rules.follow(null);
    const { snapshot } = rules.rules;
    const atlas = await Atlas.compilePieces(this.items.all(), snapshot, this.now(), revision);
    const answers = answersOf(atlas, rules.rules, revision);
    return { followed: { rules, revision, answers }, changedItemIds: null };
  }

  private now(): Instant {
    return this.clock.now().getTime();
  }
}

function answersOf(atlas: Atlas, rules: KnownRules, revision: number): LiveAnswers {
  return { atlas, rules, mark: `${rules.token} ${revision} ${atlas.at}` };
}

import { Injectable } from '@nestjs/common';
import { Clock } from '@portolan/platform';
import type { Atlas, Instant } from '../../domain';
import { LiveAtlas } from '../decisions/live-atlas';
import { KnownWorlds } from './known-worlds';
import { type Answers, answersOf } from './world';

/** Answers, and the instant that they are for. */
export interface AnswersAt extends Answers {
  readonly at: Instant;
}

/**
 * For questions of staff about the whole store. As it is known now, and from now on, that is what this process serves, caught up with
 * whatever was committed: nothing is read that has not changed. Anything about the past costs what `KnownWorlds` says.
 */
@Injectable()
export class KnownAnswers {
  /** The last that were made of what is served, for a later instant: the next page asks for them again. They go when that goes. */
  private readonly later = new WeakMap<Atlas, Answers>();

  constructor(
    private readonly live: LiveAtlas,
    private readonly worlds: KnownWorlds,
    private readonly clock: Clock,
  ) {}

  /**
   * @param knownAt `null`: now
   * @param at `null`: at `knownAt`. Now is a moment that what is served is for, so that nothing is read for having been late.
   * @throws DomainError `known-at-in-future`, `rules-not-loaded` (unavailable).
   */
  async get(knownAt: Date | null, at: Instant | null): Promise<AnswersAt> {
    if (knownAt === null) {
      await this.live.catchUp();
      const { atlas, rules } = await this.live.now();
      const instant = at ?? Math.max(this.clock.now().getTime(), atlas.at);
      const served = { rules: rules.snapshot, rows: rules.rows, atlas };
      if (instant >= atlas.at) return { ...this.served(served, instant), at: instant };
    }
    const instant = at ?? knownAt?.getTime() ?? this.clock.now().getTime();
    const world = await this.worlds.get(knownAt);
    return { ...world.answersAt(instant), at: instant };
  }

  private served(served: Answers, at: Instant): Answers {
    const last = this.later.get(served.atlas);
    const answers = answersOf(last !== undefined && last.atlas.at <= at ? last : served, at);
    if (answers !== served) this.later.set(served.atlas, answers);
    return answers;
  }
}

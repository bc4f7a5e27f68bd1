import { Injectable } from '@nestjs/common';
import type { Instant } from '../../domain';
import { LiveAtlas } from '../decisions/live-atlas';
import { KnownWorlds } from './known-worlds';
import { type Answers, answersOf } from './world';

/**
 * For questions of staff about the whole store. As it is known now, and from now on, that is what this process serves, caught up with
 * whatever was committed: nothing is read that has not changed. Anything about the past costs what `KnownWorlds` says.
 */
@Injectable()
export class KnownAnswers {
  constructor(
    private readonly live: LiveAtlas,
    private readonly worlds: KnownWorlds,
  ) {}

  /**
   * @param knownAt `null`: now
   * @throws DomainError `known-at-in-future`, `rules-not-loaded` (unavailable).
   */
  async get(knownAt: Date | null, at: Instant): Promise<Answers> {
    if (knownAt === null) {
      await this.live.catchUp();
      const { atlas, rules } = await this.live.now();
      if (at >= atlas.at) return answersOf({ rules: rules.snapshot, rows: rules.rows, atlas }, at);
    }
    return (await this.worlds.get(knownAt)).answersAt(at);
  }
}

import { Injectable } from '@nestjs/common';
import { Clock, type Page, type PageRequest } from '@portolan/platform';
import { setImmediate as yieldToOthers } from 'node:timers/promises';
import type { Credential } from '../../domain';
import { LapsingCredentials } from '../../persistence/as-of/lapsing-credentials';
import { KnownWorlds } from '../as-of/known-worlds';
import { type AtStake, atStake, type Lapse } from './at-stake';

export const RADAR_DAYS = [7, 30, 90] as const;

export interface Expiry {
  readonly credential: Credential;
  readonly lapsesAt: Date;
  readonly atStake: AtStake;
}

const DAY = 86_400_000;

/**
 * The credentials that stop to count within so many days, soonest first, and what closes with each.
 *
 * The cost: see `KnownWorlds`, the compiled answers of now, and for each instant of the page what its dates change in them.
 * @throws DomainError `cursor-invalid`.
 */
@Injectable()
export class ScanExpiries {
  constructor(
    private readonly lapsing: LapsingCredentials,
    private readonly worlds: KnownWorlds,
    private readonly clock: Clock,
  ) {}

  async execute(query: PageRequest & { days: (typeof RADAR_DAYS)[number] }): Promise<Page<Expiry>> {
    const now = this.clock.now();
    const until = new Date(now.getTime() + query.days * DAY);
    const page = await this.lapsing.between(now, until, query);
    if (page.data.length === 0) return { data: [], nextCursor: page.nextCursor };
    const world = await this.worlds.get(null);
    const data: Expiry[] = [];
    let answers = world.answersAt(now.getTime());
    let lapse: Lapse = { before: answers, after: answers };
    for (const { credential, lapsesAt } of page.data) {
      const at = lapsesAt.getTime();
      if (lapse.after.atlas.at !== at) {
        const before = answers.later(at - 1);
        lapse = { before, after: before.later(at) };
        answers = lapse.after;
      }
      data.push({ credential, lapsesAt, atStake: atStake(world, credential, at, lapse) });
      await yieldToOthers();
    }
    return { data, nextCursor: page.nextCursor };
  }
}

import { Inject, Injectable, Optional } from '@nestjs/common';
import type { Page, PageRequest } from '@portolan/platform';
import { setImmediate as yieldToOthers } from 'node:timers/promises';
import type { Credential } from '../../domain';
import { LapsingCredentials } from '../../persistence/as-of/lapsing-credentials';
import { KnownAnswers } from '../as-of/known-answers';
import { type Answers, answersOf } from '../as-of/world';
import { type AllAtStake, type AtStake, atStake, type Lapse } from './at-stake';
import { RevenueOf } from './revenue-of';

export const RADAR_DAYS = [7, 30, 90] as const;

export interface Expiry {
  readonly credential: Credential;
  readonly lapsesAt: Date;
  readonly atStake: AtStake & {
    /**
     * What the pairs that close for buying brought in during the 90 days before now, less refunds, by currency. `null`: nobody here
     * knows.
     */
    readonly revenue: readonly Revenue[] | null;
  };
}

export interface Revenue {
  readonly currency: string;
  /** Minor units. */
  readonly amount: number;
}

const DAY = 86_400_000;
const REVENUE_DAYS = 90;

/**
 * The credentials that stop to count within so many days, soonest first, and what closes with each.
 *
 * The cost: for each instant of the page what its dates change in the answers in use, and one question about the revenue of the page.
 * @throws DomainError `cursor-invalid`.
 */
@Injectable()
export class ScanExpiries {
  constructor(
    private readonly lapsing: LapsingCredentials,
    private readonly answers: KnownAnswers,
    @Optional() @Inject(RevenueOf) private readonly revenueOf: RevenueOf | null = null,
  ) {}

  async execute(query: PageRequest & { days: (typeof RADAR_DAYS)[number] }): Promise<Page<Expiry>> {
    const served = await this.answers.get(null, null);
    const now = new Date(served.at);
    const until = new Date(now.getTime() + query.days * DAY);
    const page = await this.lapsing.between(now, until, query);
    if (page.data.length === 0) return { data: [], nextCursor: page.nextCursor };
    const found: { credential: Credential; lapsesAt: Date; atStake: AllAtStake }[] = [];
    let answers: Answers = served;
    let lapse: Lapse | null = null;
    for (const { credential, lapsesAt } of page.data) {
      const at = lapsesAt.getTime();
      if (lapse === null || lapse.after.atlas.at !== at) {
        const before = answersOf(answers, at - 1);
        lapse = { before, after: answersOf(before, at) };
        answers = lapse.after;
      }
      found.push({ credential, lapsesAt, atStake: atStake(credential, at, lapse) });
      await yieldToOthers();
    }
    const revenues = await this.revenues(
      found.map(({ atStake: { unsold } }) => unsold),
      new Date(now.getTime() - REVENUE_DAYS * DAY),
    );
    const data = found.map(({ atStake: { unsold: _, ...rest }, ...expiry }, number) => ({
      ...expiry,
      atStake: { ...rest, revenue: revenues?.[number] ?? null },
    }));
    return { data, nextCursor: page.nextCursor };
  }

  /** By expiry. The parts of one do not overlap, so their sums may be added up. */
  private async revenues(unsold: readonly AllAtStake['unsold'][], since: Date): Promise<Revenue[][] | null> {
    if (this.revenueOf === null) return null;
    const owners = unsold.flatMap((parts, number) => parts.map(() => number));
    const sums = unsold.map(() => new Map<string, number>());
    for (const { part, currency, amount } of await this.revenueOf.sum({ parts: unsold.flat(), since })) {
      const sum = sums[owners[part] ?? -1];
      sum?.set(currency, (sum.get(currency) ?? 0) + amount);
    }
    return sums.map((sum) => [...sum].map(([currency, amount]) => ({ currency, amount })));
  }
}

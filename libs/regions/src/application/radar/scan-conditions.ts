import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '@portolan/platform';
import { setImmediate as yieldToOthers } from 'node:timers/promises';
import { ConditionRepository, type DueCondition } from '../../persistence/rules/condition-repository';
import { buildSnapshot } from '../../domain';
import { KnownAnswers } from '../as-of/known-answers';
import { type Answers, answersOf } from '../as-of/world';
import { type AtStake, atStake } from './at-stake';
import type { RADAR_DAYS } from './scan-expiries';

export interface DueSoon extends DueCondition {
  /** What would close if the credential did not count from then on (from now on, if it is overdue). */
  readonly atStake: AtStake;
}

const DAY = 86_400_000;

/**
 * Conditions of credentials that are due within so many days or overdue, and not met, soonest first. The cost is that of
 * `ScanExpiries`, with the rules compiled once more for each condition of the page.
 * @throws DomainError `cursor-invalid`.
 */
@Injectable()
export class ScanConditions {
  constructor(
    private readonly conditions: ConditionRepository,
    private readonly answers: KnownAnswers,
  ) {}

  async execute(query: PageRequest & { days: (typeof RADAR_DAYS)[number] }): Promise<Page<DueSoon>> {
    const served = await this.answers.get(null, null);
    const now = new Date(served.at);
    const until = new Date(now.getTime() + query.days * DAY);
    const page = await this.conditions.due(now, until, query);
    if (page.data.length === 0) return { data: [], nextCursor: page.nextCursor };
    let before: Answers = served;
    const data: DueSoon[] = [];
    for (const { condition, credential } of page.data) {
      const at = Math.max(condition.dueAt.getTime(), now.getTime());
      before = answersOf(before, at);
      const { unsold: _, ...stake } = atStake(credential, at, {
        before,
        after: without(before, credential.id),
      });
      data.push({ condition, credential, atStake: stake });
      await yieldToOthers();
    }
    return { data, nextCursor: page.nextCursor };
  }
}

/** As if there were no such credential. */
function without({ rows, atlas }: Answers, credentialId: string): Answers {
  const credentials = rows.credentials.filter(({ id }) => id !== credentialId);
  const others = { ...rows, credentials };
  const rules = buildSnapshot(others);
  return { rows: others, rules, atlas: atlas.withRules(rules, atlas.at) };
}

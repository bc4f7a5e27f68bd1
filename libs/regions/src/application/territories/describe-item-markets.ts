import { Injectable } from '@nestjs/common';
import { notFound } from '@portolan/platform';
import type { Action, Visibility } from '../../domain';
import { CurrentRules } from '../decisions/current-rules';
import { DecideAvailability } from '../decisions/decide-availability';
import { type DecisionView, decisionView } from '../decisions/decision-view';

export interface DescribeItemMarketsQuery {
  itemId: string;
  action: Action;
  reader: Visibility;
}

/**
 * One item in every market, by code, with the reasons that the reader may see: what a publisher's overview shows.
 * @throws DomainError `item-not-found`.
 */
@Injectable()
export class DescribeItemMarkets {
  constructor(
    private readonly rules: CurrentRules,
    private readonly decide: DecideAvailability,
  ) {}

  async execute({ itemId, action, reader }: DescribeItemMarketsQuery): Promise<DecisionView[]> {
    const { markets } = (await this.rules.get()).snapshot.markets;
    const codes = markets.map(({ code }) => code).sort();
    const decisions = await this.decide.execute({
      questions: codes.map((market) => ({ itemId, market, action })),
    });
    return decisions.map((decision) => {
      if (decision === null) throw notFound('item', itemId);
      return decisionView(decision, reader);
    });
  }
}

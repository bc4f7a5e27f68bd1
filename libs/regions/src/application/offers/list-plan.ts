import { Injectable } from '@nestjs/common';
import { Clock, type Page, type PageRequest } from '@portolan/platform';
import type { OfferRule } from '../../domain';
import { OfferRepository } from '../../persistence/rules/offer-repository';
import type { Recorded } from '../../persistence/rules/rule-repository';

export interface ListPlanQuery extends PageRequest {
  /** Only rules about this very category. */
  category?: string | undefined;
  /** Also those that have ended. */
  ended?: boolean | undefined;
}

/** The store's plan, newest rule first. */
@Injectable()
export class ListPlan {
  constructor(
    private readonly offers: OfferRepository,
    private readonly clock: Clock,
  ) {}

  execute(query: ListPlanQuery): Promise<Page<Recorded<OfferRule>>> {
    return this.offers.list(
      {
        where: `t.side = 'store' AND ($1::text IS NULL OR t.category = $1)
            AND ($2 OR t.valid_until IS NULL OR t.valid_until > $3)`,
        parameters: [query.category ?? null, query.ended ?? false, this.clock.now()],
      },
      query,
    );
  }
}

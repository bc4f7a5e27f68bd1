import { Injectable } from '@nestjs/common';
import { type Actor, Clock, type Page, type PageRequest } from '@portolan/platform';
import type { RiskAcceptance } from '../../domain';
import { RiskAcceptanceRepository } from '../../persistence/rules/risk-acceptance-repository';
import type { Recorded } from '../../persistence/rules/rule-repository';
import { isLegal } from '../shared/require-staff';

export interface ListRiskAcceptancesQuery extends PageRequest {
  requirementId?: string | undefined;
  ended?: boolean | undefined;
  actor: Actor;
}

/** Newest first. Those of requirements that only the role `legal` may know of are left out for others. */
@Injectable()
export class ListRiskAcceptances {
  constructor(
    private readonly acceptances: RiskAcceptanceRepository,
    private readonly clock: Clock,
  ) {}

  execute(query: ListRiskAcceptancesQuery): Promise<Page<Recorded<RiskAcceptance>>> {
    return this.acceptances.list(
      {
        where: `($1::uuid IS NULL OR t.requirement_id = $1) AND ($2::boolean IS NULL OR (t.valid_until <= $3) = $2)
            AND ($4 OR NOT EXISTS (SELECT FROM requirement q
                                    WHERE q.id = t.requirement_id AND q.visibility = 'legal' AND q.recorded_until IS NULL))`,
        parameters: [
          query.requirementId ?? null,
          query.ended ?? null,
          this.clock.now(),
          isLegal(query.actor),
        ],
      },
      query,
    );
  }
}

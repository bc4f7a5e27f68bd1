import { Injectable } from '@nestjs/common';
import { type Actor, Clock, type Page, type PageRequest } from '@portolan/platform';
import type { Requirement } from '../../domain';
import { RequirementRepository } from '../../persistence/rules/requirement-repository';
import type { Recorded } from '../../persistence/rules/rule-repository';
import { isLegal } from '../shared/require-staff';

export interface ListRequirementsQuery extends PageRequest {
  /** Only those that name this credential type. */
  credentialType?: string | undefined;
  ended?: boolean | undefined;
  actor: Actor;
}

/** Newest first. Those that only the role `legal` may know of are left out for others. */
@Injectable()
export class ListRequirements {
  constructor(
    private readonly requirements: RequirementRepository,
    private readonly clock: Clock,
  ) {}

  execute(query: ListRequirementsQuery): Promise<Page<Recorded<Requirement>>> {
    return this.requirements.list(
      {
        where: `($1::text IS NULL OR EXISTS (SELECT FROM jsonb_array_elements(t.any_of) s WHERE s ? $1))
            AND ($2::boolean IS NULL OR coalesce(t.valid_until <= $3, false) = $2) AND ($4 OR t.visibility <> 'legal')`,
        parameters: [
          query.credentialType ?? null,
          query.ended ?? null,
          this.clock.now(),
          isLegal(query.actor),
        ],
      },
      query,
    );
  }
}

import { Injectable } from '@nestjs/common';
import { type Actor, Clock, type Page, type PageRequest } from '@portolan/platform';
import {
  type IssuedProhibition,
  ProhibitionRepository,
} from '../../persistence/rules/prohibition-repository';
import type { Recorded } from '../../persistence/rules/rule-repository';
import { isLegal } from '../shared/require-staff';

export interface ListProhibitionsQuery extends PageRequest {
  type?: string | undefined;
  /** Only those that have not ended, or only those that have. */
  ended?: boolean | undefined;
  /** Only those that name this very item. */
  itemId?: string | undefined;
  actor: Actor;
}

/** Newest first. Those that only the role `legal` may know of are left out for others. */
@Injectable()
export class ListProhibitions {
  constructor(
    private readonly prohibitions: ProhibitionRepository,
    private readonly clock: Clock,
  ) {}

  execute(query: ListProhibitionsQuery): Promise<Page<Recorded<IssuedProhibition>>> {
    return this.prohibitions.list(
      {
        where: `($1::text IS NULL OR t.type = $1) AND ($2::boolean IS NULL OR coalesce(t.valid_until <= $3, false) = $2)
            AND ($4::text IS NULL OR t.items -> 'itemIds' ? $4) AND ($5 OR t.visibility <> 'legal')`,
        parameters: [
          query.type ?? null,
          query.ended ?? null,
          this.clock.now(),
          query.itemId ?? null,
          isLegal(query.actor),
        ],
      },
      query,
    );
  }
}

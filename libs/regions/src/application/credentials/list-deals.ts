import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '@portolan/platform';
import type { Deal } from '../../domain';
import { DealRepository } from '../../persistence/rules/deal-repository';
import type { Recorded } from '../../persistence/rules/rule-repository';

/** Newest first. */
@Injectable()
export class ListDeals {
  constructor(private readonly deals: DealRepository) {}

  execute(query: PageRequest): Promise<Page<Recorded<Deal>>> {
    return this.deals.list({ where: 'true', parameters: [] }, query);
  }
}

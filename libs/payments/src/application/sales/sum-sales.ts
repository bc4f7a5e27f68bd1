import { Injectable } from '@nestjs/common';
import { type PartSales, SalesIndex, type SalesPart } from '../../persistence/sales-index';

/**
 * What items brought in, in the markets in which they were bought, by part and currency: orders paid since an instant, less
 * what was refunded of them. Free orders bring in nothing.
 */
@Injectable()
export class SumSales {
  constructor(private readonly sales: SalesIndex) {}

  async execute(query: { parts: readonly SalesPart[]; since: Date }): Promise<PartSales[]> {
    return query.parts.length === 0 ? [] : this.sales.sum(query.parts, query.since);
  }
}

import { Injectable } from '@nestjs/common';
import { SumSales } from '@portolan/payments';
import { type PartRevenue, RevenueOf, type RevenuePart } from '@portolan/regions';

/** Revenue is what orders brought in. */
@Injectable()
export class PaymentsRevenue extends RevenueOf {
  constructor(private readonly sumSales: SumSales) {
    super();
  }

  override sum(question: { parts: readonly RevenuePart[]; since: Date }): Promise<PartRevenue[]> {
    return this.sumSales.execute(question);
  }
}

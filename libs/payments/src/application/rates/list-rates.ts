import { Injectable } from '@nestjs/common';
import { Clock } from '@portolan/platform';
import type { ExchangeRate } from '../../domain/rates/exchange';
import { RateRepository } from '../../persistence/rate-repository';

/** The exchange rates that prices are converted by today, by currency. */
@Injectable()
export class ListRates {
  constructor(
    private readonly rates: RateRepository,
    private readonly clock: Clock,
  ) {}

  execute(): Promise<ExchangeRate[]> {
    return this.rates.inForce(this.clock.now().toISOString().slice(0, 10));
  }
}

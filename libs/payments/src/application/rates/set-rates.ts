import { Injectable } from '@nestjs/common';
import {
  type AccountActor,
  AuditLog,
  Clock,
  DomainError,
  type FieldError,
  findCurrency,
  Transactional,
} from '@portolan/platform';
import type { ExchangeRate } from '../../domain/rates/exchange';
import { RateRepository } from '../../persistence/rate-repository';

export interface SetRatesCommand {
  /** By whose word, such as `ECB`. */
  source: string;
  /** The day that they are of, such as `2026-03-01`. */
  observedOn: string;
  rates: readonly Pick<ExchangeRate, 'currency' | 'perEuro'>[];
  actor: AccountActor;
}

/** Records exchange rates of a day; what the source said of the day before is corrected, currency by currency. */
@Injectable()
export class SetRates {
  constructor(
    private readonly rates: RateRepository,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `rates-invalid` (422), one entry in `errors[]` for each fault; `rates-of-tomorrow` (422). */
  @Transactional()
  async execute({ source, observedOn, rates: given, actor }: SetRatesCommand): Promise<void> {
    const at = this.clock.now();
    if (observedOn > at.toISOString().slice(0, 10))
      throw new DomainError('invalid', 'rates-of-tomorrow', 'Rates are of a day that has come.');
    const errors = faultsOf(given);
    if (errors.length > 0)
      throw new DomainError('invalid', 'rates-invalid', 'Some rates cannot be recorded; none was.', {
        errors,
      });
    const before = await this.rates.of(source, observedOn);
    const rates = given.map((rate) => ({ ...rate, source, observedOn }));
    await this.rates.put(rates, { accountId: actor.accountId, at });
    const brief = (all: readonly Pick<ExchangeRate, 'currency' | 'perEuro'>[]) =>
      Object.fromEntries(all.map(({ currency, perEuro }) => [currency, perEuro]));
    await this.audit.record({
      actor,
      action: 'exchange-rates.set',
      subject: { type: 'exchange-rates', id: observedOn },
      before: { source, rates: brief(before) },
      after: { source, rates: brief(given) },
    });
  }
}

function faultsOf(rates: SetRatesCommand['rates']): FieldError[] {
  const seen = new Set<string>();
  return rates.flatMap(({ currency, perEuro }, i): FieldError[] => {
    const fault = (name: string, code: string, detail: string) => [
      { pointer: `/rates/${i}/${name}`, code, detail },
    ];
    if (seen.has(currency)) return fault('currency', 'currency-twice', `${currency} is named twice.`);
    seen.add(currency);
    if (currency === 'EUR')
      return fault('currency', 'currency-base', 'The euro is what others are measured in.');
    if (findCurrency(currency) === null)
      return fault('currency', 'currency-unknown', `The store does not know ${currency}.`);
    return /[1-9]/.test(perEuro) ? [] : fault('perEuro', 'rate-zero', 'A rate is above nothing.');
  });
}

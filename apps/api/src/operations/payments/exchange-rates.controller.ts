import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type ExchangeRate, ListRates, RATE_FORM, SetRates } from '@portolan/payments';
import type { AccountActor } from '@portolan/platform';
import { z } from 'zod';
import { staff } from '../../auth/access';
import { CurrentActor } from '../../auth/current-actor';
import { Endpoint } from '../../http/endpoint';
import { currencyCode, day, text } from '../../http/schemas';

const perEuro = z
  .string()
  .regex(RATE_FORM, 'must be a decimal number such as 1.0856')
  .meta({ description: 'Units of the currency for one euro, decimal' });
const fields = { source: text(1, 100), observedOn: day };
const body = z
  .strictObject({
    ...fields,
    rates: z
      .array(z.strictObject({ currency: currencyCode, perEuro }))
      .min(1)
      .max(200),
  })
  .meta({ id: 'SetExchangeRates' });
const rates = z.object({
  data: z.array(z.object({ currency: currencyCode, perEuro, ...fields }).meta({ id: 'ExchangeRate' })),
});

/** What a euro is worth: staff say so, and by whose word. */
@ApiTags('operations')
@Controller('v1/ops/exchange-rates')
export class ExchangeRatesController {
  constructor(
    private readonly setRates: SetRates,
    private readonly listRates: ListRates,
  ) {}

  @Get()
  @Endpoint({
    summary: 'The rates that prices are converted by today',
    description: 'Of each currency the newest that is at most 31 days old.',
    access: staff('finance', 'market-manager', 'support'),
    returns: rates,
  })
  async list(): Promise<{ data: ExchangeRate[] }> {
    return { data: await this.listRates.execute() };
  }

  @Put()
  @Endpoint({
    summary: 'Record rates of a day',
    description:
      'Other currencies and other days keep theirs; the same source and day again corrects. No price changes by it: publishers ' +
      'are told converted prices when they ask.',
    access: staff('finance'),
    returns: rates,
    problems: [422],
  })
  async set(
    @Body({ schema: body }) command: z.infer<typeof body>,
    @CurrentActor() actor: AccountActor,
  ): Promise<{ data: ExchangeRate[] }> {
    await this.setRates.execute({ ...command, actor });
    return { data: await this.listRates.execute() };
  }
}

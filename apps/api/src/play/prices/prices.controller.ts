import { Body, Controller, Param, Post } from '@nestjs/common';
import { ConvertPrice } from '@portolan/payments';
import { z } from 'zod';
import { APPLICATION, PlayRoute } from '../play-route';
import { notImplemented } from '../unimplemented.controller';
import { fromGoogleMoney, moneyBody, toGoogleMoney } from './google-money';

const body = z.looseObject({ price: moneyBody });

/** `monetization.convertRegionPrices`: what a price is elsewhere. */
@Controller(APPLICATION)
export class PlayPricesController {
  constructor(private readonly convertPrice: ConvertPrice) {}

  /** `pricing:convertRegionPrices`: in the router's language a parameter behind a word. */
  @Post('pricing:verb')
  @PlayRoute('apps:read')
  async convert(@Param('verb') verb: string, @Body({ schema: body }) { price }: z.infer<typeof body>) {
    if (verb !== ':convertRegionPrices') throw notImplemented();
    const { prices, leftOut, euro, dollar } = await this.convertPrice.execute(fromGoogleMoney(price));
    return {
      convertedRegionPrices: Object.fromEntries(
        prices.map(({ market, money }) => [market, { regionCode: market, price: toGoogleMoney(money) }]),
      ),
      convertedOtherRegionsPrice: {
        ...(dollar !== null && { usdPrice: toGoogleMoney(dollar) }),
        ...(euro !== null && { eurPrice: toGoogleMoney(euro) }),
      },
      portolan: {
        tax: 'not calculated: the prices are without any, as the one that was sent',
        leftOut: leftOut.map(({ market, code, detail }) => ({ regionCode: market, code, detail })),
      },
    };
  }
}

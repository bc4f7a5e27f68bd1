import { Body, Controller, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { AccountActor } from '@portolan/platform';
import { AddMarket, GetMarket, RenameMarket } from '@portolan/regions';
import { z } from 'zod';
import { staff } from '../../../auth/access';
import { CurrentActor } from '../../../auth/current-actor';
import { Endpoint } from '../../../http/endpoint';
import { marketCode, text } from '../../../http/schemas';
import { market, marketView } from '../markets.controller';
import { reason } from '../schemas';
import { marketBody } from './place-schemas';

const nameBody = z.strictObject({ name: text(1, 200), reason }).meta({ id: 'RenameMarket' });
const WRITERS = staff('market-manager');

/** Which markets there are. Who takes whose place is said by a change set, because that may open something. */
@ApiTags('operations')
@Controller('v1/ops/markets')
export class PlacesController {
  constructor(
    private readonly addMarket: AddMarket,
    private readonly renameMarket: RenameMarket,
    private readonly getMarket: GetMarket,
  ) {}

  @Post()
  @Endpoint({
    summary: 'Add a market, planned: it sells nothing until it is opened',
    access: WRITERS,
    status: 201,
    returns: market,
    problems: [404, 409, 422],
  })
  async add(
    @Body({ schema: marketBody.meta({ id: 'AddMarket' }) }) body: z.infer<typeof marketBody>,
    @CurrentActor() actor: AccountActor,
  ): Promise<z.infer<typeof market>> {
    await this.addMarket.execute({ ...body, actor });
    return marketView(await this.getMarket.execute({ code: body.code }));
  }

  @Put(':marketCode/name')
  @Endpoint({
    summary: 'Call a market something else; its code is for ever',
    access: WRITERS,
    returns: market,
    params: { marketCode: "The market's code." },
    problems: [404],
  })
  async rename(
    @Param('marketCode', { schema: marketCode }) code: string,
    @Body({ schema: nameBody }) body: z.infer<typeof nameBody>,
    @CurrentActor() actor: AccountActor,
  ): Promise<z.infer<typeof market>> {
    await this.renameMarket.execute({ ...body, market: code, actor });
    return marketView(await this.getMarket.execute({ code }));
  }
}

import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ListTakedowns, type StaffTakedownView, TakeDownApp } from '@portolan/catalog';
import type { AccountActor, Page } from '@portolan/platform';
import { z } from 'zod';
import { staff } from '../../auth/access';
import { CurrentActor } from '../../auth/current-actor';
import { Endpoint } from '../../http/endpoint';
import { pageOf, pageQuery, text, uuid } from '../../http/schemas';
import { takedownFields } from '../../publisher/review/schemas';
import { retention } from '../regions/schemas';
import { policies } from './review-schemas';

const staffTakedown = z
  .object({
    ...takedownFields,
    publisherId: uuid,
    prohibitionId: uuid.meta({ description: 'With which it began.' }),
    prohibitionsInForce: z.array(uuid).meta({
      description:
        'What the edit `lift-prohibition` of a change set lifts now: that one, or those that came back in its place.',
    }),
    issuedBy: uuid,
  })
  .meta({ id: 'StaffTakedown' });
const body = z
  .strictObject({
    appId: uuid,
    markets: text(1, 1_000).meta({ examples: ['WORLD', 'DE + FR'] }),
    retention,
    policies,
    message: text(1, 2_000).meta({ description: 'For the publisher.' }),
    strike: z.boolean().default(false).meta({ description: 'Whether the publisher gets a strike for it.' }),
  })
  .meta({ id: 'TakeDownApp' });
const listQuery = pageQuery.extend({ appId: uuid.optional(), publisherId: uuid.optional() });

/** Apps that the store takes down. */
@ApiTags('operations')
@Controller('v1/ops/takedowns')
export class OpsTakedownsController {
  constructor(
    private readonly takeDownApp: TakeDownApp,
    private readonly listTakedowns: ListTakedowns,
  ) {}

  @Post()
  @Endpoint({
    summary: 'Take an app down in markets, for rules that it breaks',
    description:
      'When this has answered, no purchase of it commits any more. The publisher is told why. Lifted like every prohibition, by a change set that the role legal approves.',
    access: staff('market-manager', 'legal'),
    status: 201,
    returns: staffTakedown,
    problems: [404, 409, 422],
  })
  takeDown(
    @Body({ schema: body }) wish: z.infer<typeof body>,
    @CurrentActor() actor: AccountActor,
  ): Promise<StaffTakedownView> {
    return this.takeDownApp.execute({ ...wish, actor });
  }

  @Get()
  @Endpoint({
    summary: 'Takedowns, newest first, those that were lifted among them',
    access: staff('reviewer', 'market-manager', 'legal'),
    returns: pageOf(staffTakedown),
  })
  list(@Query({ schema: listQuery }) query: z.infer<typeof listQuery>): Promise<Page<StaffTakedownView>> {
    return this.listTakedowns.execute(query);
  }
}

import { Body, Controller, Delete, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  AcceptTransfer,
  type AppView,
  ListTransfers,
  OfferTransfer,
  type TransferView,
  WithdrawTransfer,
} from '@portolan/catalog';
import type { AccountActor } from '@portolan/platform';
import { z } from 'zod';
import { memberOf } from '../../auth/access';
import { CurrentActor } from '../../auth/current-actor';
import { Endpoint } from '../../http/endpoint';
import { instant, packageName, uuid } from '../../http/schemas';
import { app, appParam } from './schemas';

const offerBody = z.strictObject({ toPublisherId: uuid }).meta({ id: 'OfferTransfer' });
const transfer = z
  .object({
    id: uuid,
    appId: uuid,
    packageName,
    fromPublisherId: uuid,
    toPublisherId: uuid,
    offeredAt: instant,
    expiresAt: instant,
  })
  .meta({ id: 'AppTransfer' });
const transfers = z.object({ data: z.array(transfer) });
const ofApp = z.object({ appId: uuid, transferId: uuid });
const toPublisher = z.object({ publisherId: uuid, transferId: uuid });
const receiver = { publisherId: 'The publisher that it is offered to.' };

/** Apps that change hands: one publisher's owner offers, the other's accepts. */
@ApiTags('publisher')
@Controller('v1')
export class TransfersController {
  constructor(
    private readonly offerTransfer: OfferTransfer,
    private readonly acceptTransfer: AcceptTransfer,
    private readonly withdrawTransfer: WithdrawTransfer,
    private readonly listTransfers: ListTransfers,
  ) {}

  @Post('apps/:appId/transfers')
  @Endpoint({
    summary: 'Offer an app to another publisher, for two weeks',
    access: memberOf('app', 'appId', 'owner'),
    status: 201,
    returns: transfer,
    params: appParam,
    problems: [404, 409, 422],
  })
  offer(
    @Param('appId', { schema: uuid }) appId: string,
    @Body({ schema: offerBody }) body: z.infer<typeof offerBody>,
    @CurrentActor() actor: AccountActor,
  ): Promise<TransferView> {
    return this.offerTransfer.execute({ ...body, appId, actor });
  }

  @Get('apps/:appId/transfers')
  @Endpoint({
    summary: 'The open offer of an app, if there is one',
    access: memberOf('app', 'appId', 'owner'),
    returns: transfers,
    params: appParam,
    problems: [404],
  })
  async ofApp(@Param('appId', { schema: uuid }) appId: string): Promise<{ data: TransferView[] }> {
    return { data: await this.listTransfers.ofApp(appId) };
  }

  @Delete('apps/:appId/transfers/:transferId')
  @Endpoint({
    summary: 'Take an offer back',
    access: memberOf('app', 'appId', 'owner'),
    status: 204,
    params: { ...appParam, transferId: 'The offer.' },
    problems: [404],
  })
  withdraw(
    @Param({ schema: ofApp }) path: z.infer<typeof ofApp>,
    @CurrentActor() actor: AccountActor,
  ): Promise<void> {
    return this.withdrawTransfer.execute({ ...path, actor });
  }

  @Get('publishers/:publisherId/app-transfers')
  @Endpoint({
    summary: 'Apps that are offered to the publisher (at most 100)',
    access: memberOf('publisher', 'publisherId', 'owner'),
    returns: transfers,
    params: receiver,
    problems: [404],
  })
  async to(@Param('publisherId', { schema: uuid }) publisherId: string): Promise<{ data: TransferView[] }> {
    return { data: await this.listTransfers.to(publisherId) };
  }

  @Post('publishers/:publisherId/app-transfers/:transferId/accept')
  @Endpoint({
    summary: 'Take over an app',
    description:
      'Certificate, packages, listings, prices and buyers stay. It is offered nowhere until the new publisher selects ' +
      'its territories.',
    access: memberOf('publisher', 'publisherId', 'owner'),
    returns: app,
    params: { ...receiver, transferId: 'The offer.' },
    problems: [404],
  })
  accept(
    @Param({ schema: toPublisher }) path: z.infer<typeof toPublisher>,
    @CurrentActor() actor: AccountActor,
  ): Promise<AppView> {
    return this.acceptTransfer.execute({ ...path, actor });
  }
}

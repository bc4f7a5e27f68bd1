import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  GetOrder,
  ListOrders,
  type OrderView,
  type OrderWithPayment,
  PayOrder,
  PlaceOrder,
  RefundOrder,
} from '@portolan/payments';
import type { AccountActor, Page } from '@portolan/platform';
import type { z } from 'zod';
import { signedIn } from '../auth/access';
import { CurrentActor } from '../auth/current-actor';
import { Endpoint } from '../http/endpoint';
import { IdempotencyKey } from '../http/idempotency';
import { pageOf, pageQuery, uuid } from '../http/schemas';
import { order, orderWithPayment, payOrderBody, placeOrderBody, refundBody } from './order-schemas';

const params = { orderId: 'The order.' };

/** Buying and returning. */
@ApiTags('consumer')
@Controller('v1/orders')
export class OrdersController {
  constructor(
    private readonly placeOrder: PlaceOrder,
    private readonly payOrder: PayOrder,
    private readonly refundOrder: RefundOrder,
    private readonly getOrder: GetOrder,
    private readonly listOrders: ListOrders,
  ) {}

  @Post()
  @Endpoint({
    summary: 'Buy items in a market',
    description:
      'Availability is decided again in the transaction of the purchase. Apps follow the home market of the account and are paid for with a payment method of it (or of any country of the Union, from within it); devices follow `shipTo`; what disagrees is 409 `market-conflict`. A `device` that runs none of an app is 409 `device-not-compatible`. What costs something waits for its payment: confirm it at the provider with `clientSecret`, or by `POST /v1/orders/{orderId}/pay`.',
    access: signedIn(),
    status: 201,
    returns: orderWithPayment,
    problems: [402, 404, 409, 410, 422, 451, 502, 503],
    idempotencyKey: 'required',
  })
  place(
    @Body({ schema: placeOrderBody }) body: z.infer<typeof placeOrderBody>,
    @CurrentActor() actor: AccountActor,
    @IdempotencyKey() idempotencyKey: string,
  ): Promise<OrderWithPayment> {
    const { items, ...rest } = body;
    const itemIds = items.map(({ itemId }) => itemId);
    return this.placeOrder.execute({ ...rest, actor, idempotencyKey, itemIds });
  }

  @Get()
  @Endpoint({ summary: 'My orders, newest first', access: signedIn(), returns: pageOf(order) })
  list(
    @Query({ schema: pageQuery }) page: z.infer<typeof pageQuery>,
    @CurrentActor() actor: AccountActor,
  ): Promise<Page<OrderView>> {
    return this.listOrders.execute({ accountId: actor.accountId, page });
  }

  @Get(':orderId')
  @Endpoint({ summary: 'One of my orders', access: signedIn(), returns: order, params, problems: [404] })
  get(
    @Param('orderId', { schema: uuid }) orderId: string,
    @CurrentActor() actor: AccountActor,
  ): Promise<OrderView> {
    return this.getOrder.execute({ orderId, accountId: actor.accountId });
  }

  @Post(':orderId/pay')
  @Endpoint({
    summary: 'Try a payment method for an order',
    description:
      'A card that needs 3-D Secure answers `requires_action` and the address to go to. The order is fulfilled when the provider reports the money.',
    access: signedIn(),
    returns: orderWithPayment,
    params,
    problems: [402, 404, 409, 410, 422, 451, 502, 503],
    idempotencyKey: 'required',
  })
  pay(
    @Param('orderId', { schema: uuid }) orderId: string,
    @Body({ schema: payOrderBody }) body: z.infer<typeof payOrderBody>,
    @CurrentActor() actor: AccountActor,
    @IdempotencyKey() idempotencyKey: string,
  ): Promise<OrderWithPayment> {
    return this.payOrder.execute({ ...body, actor, orderId, idempotencyKey });
  }

  @Post(':orderId/refund')
  @Endpoint({
    summary: 'Return an order for its money',
    description: 'Apps, in full, within 48 hours. Everything else is up to the support staff.',
    access: signedIn(),
    status: 201,
    returns: order,
    params,
    problems: [404, 409, 422],
    idempotencyKey: 'required',
  })
  refund(
    @Param('orderId', { schema: uuid }) orderId: string,
    @Body({ schema: refundBody }) body: z.infer<typeof refundBody>,
    @CurrentActor() actor: AccountActor,
    @IdempotencyKey() idempotencyKey: string,
  ): Promise<OrderView> {
    const reason = body.reason ?? 'requested-by-customer';
    return this.refundOrder.execute({ orderId, actor, as: 'consumer', amount: null, reason, idempotencyKey });
  }
}

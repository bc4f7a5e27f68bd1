import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { GetOrder, type OrderView, RefundOrder } from '@portolan/payments';
import type { AccountActor } from '@portolan/platform';
import type { z } from 'zod';
import { staff } from '../../auth/access';
import { CurrentActor } from '../../auth/current-actor';
import { order, staffRefundBody } from '../../consumer/order-schemas';
import { Endpoint } from '../../http/endpoint';
import { IdempotencyKey } from '../../http/idempotency';
import { uuid } from '../../http/schemas';

const params = { orderId: 'The order, of any account.' };

/** What support and finance do with orders. */
@ApiTags('operations')
@Controller('v1/ops/orders')
export class OpsOrdersController {
  constructor(
    private readonly getOrder: GetOrder,
    private readonly refundOrder: RefundOrder,
  ) {}

  @Get(':orderId')
  @Endpoint({
    summary: 'Any order',
    access: staff('support', 'finance'),
    returns: order,
    params,
    problems: [404],
  })
  getOpsOrder(@Param('orderId', { schema: uuid }) orderId: string): Promise<OrderView> {
    return this.getOrder.execute({ orderId, accountId: null });
  }

  @Post(':orderId/refund')
  @Endpoint({
    summary: 'Refund any part of an order that is left',
    description: 'Without `amount`: everything that is left. A full refund ends ownership.',
    access: staff('support', 'finance'),
    status: 201,
    returns: order,
    params,
    problems: [404, 409, 422],
    idempotencyKey: 'required',
  })
  refundOpsOrder(
    @Param('orderId', { schema: uuid }) orderId: string,
    @Body({ schema: staffRefundBody }) body: z.infer<typeof staffRefundBody>,
    @CurrentActor() actor: AccountActor,
    @IdempotencyKey() idempotencyKey: string,
  ): Promise<OrderView> {
    const { reason, amount = null } = body;
    return this.refundOrder.execute({ orderId, actor, as: 'staff', amount, reason, idempotencyKey });
  }
}

import { integer, metadata, oneOf, text } from '../http/fields';
import { endpoint } from '../http/endpoint';
import { mergeMetadata } from '../http/metadata';
import { listPage, listParams } from '../lists/paging';
import { invalidParameter, refused } from '../http/stripe-problem';
import type { Charge } from '../world/resources';
import type { World } from '../world/world';
import { createRefund } from './lifecycle';

const create = endpoint({
  method: 'POST',
  path: '/v1/refunds',
  returns: 'refund',
  params: {
    amount: integer(1),
    charge: text(),
    metadata,
    payment_intent: text(),
    reason: oneOf('duplicate', 'fraudulent', 'requested_by_customer'),
  },
  handle(world, { params }) {
    const charge = chargeOf(world, params.charge, params.payment_intent);
    return createRefund(world, charge, {
      amount: params.amount,
      reason: params.reason,
      metadata: mergeMetadata(null, params.metadata),
    });
  },
});

function chargeOf(world: World, chargeId: string | undefined, intentId: string | undefined): Charge {
  if (chargeId !== undefined && intentId !== undefined) {
    throw invalidParameter('charge', 'Give either charge or payment_intent, not both.');
  }
  if (chargeId !== undefined) return world.charges.get(chargeId, 'charge');
  if (intentId === undefined)
    throw invalidParameter('charge', 'charge or payment_intent is required.', 'parameter_missing');
  const intent = world.paymentIntents.get(intentId, 'payment_intent');
  if (intent.status !== 'succeeded' || intent.latest_charge === null) {
    throw refused(`The PaymentIntent ${intent.id} has no successful charge to refund.`);
  }
  return world.charges.get(intent.latest_charge, 'charge');
}

const retrieve = endpoint({
  method: 'GET',
  path: '/v1/refunds/:id',
  returns: 'refund',
  params: {},
  handle: (world, { id }) => world.refunds.get(id),
});

const update = endpoint({
  method: 'POST',
  path: '/v1/refunds/:id',
  returns: 'refund',
  params: { metadata },
  handle(world, { id, params }) {
    const refund = world.refunds.get(id);
    const previous = { metadata: refund.metadata };
    refund.metadata = mergeMetadata(refund.metadata, params.metadata);
    world.emit('refund.updated', refund, previous);
    world.emit('charge.refund.updated', refund, previous);
    return refund;
  },
});

const list = endpoint({
  method: 'GET',
  path: '/v1/refunds',
  returns: 'list:refund',
  params: { ...listParams, charge: text(), payment_intent: text() },
  handle: (world, { params, path }) =>
    listPage(
      world.refunds,
      path,
      params,
      (refund) =>
        (params.charge === undefined || refund.charge === params.charge) &&
        (params.payment_intent === undefined || refund.payment_intent === params.payment_intent),
    ),
});

export const refundEndpoints = [create, retrieve, update, list];

import { clearable, metadata, text } from '../http/fields';
import { endpoint } from '../http/endpoint';
import { mergeMetadata } from '../http/metadata';
import { listPage, listParams, pageParams } from '../lists/paging';

const retrieve = endpoint({
  method: 'GET',
  path: '/v1/charges/:id',
  returns: 'charge',
  params: {},
  handle: (world, { id }) => world.charges.get(id),
});

const update = endpoint({
  method: 'POST',
  path: '/v1/charges/:id',
  returns: 'charge',
  params: { description: clearable(text()), metadata },
  handle(world, { id, params }) {
    const charge = world.charges.get(id);
    const previous = { description: charge.description, metadata: charge.metadata };
    if (params.description !== undefined) charge.description = params.description;
    charge.metadata = mergeMetadata(charge.metadata, params.metadata);
    world.emit('charge.updated', charge, previous);
    return charge;
  },
});

const list = endpoint({
  method: 'GET',
  path: '/v1/charges',
  returns: 'list:charge',
  params: { ...listParams, customer: text(), payment_intent: text(), transfer_group: text() },
  handle: (world, { params, path }) =>
    listPage(
      world.charges,
      path,
      params,
      (charge) =>
        (params.customer === undefined || charge.customer === params.customer) &&
        (params.payment_intent === undefined || charge.payment_intent === params.payment_intent) &&
        (params.transfer_group === undefined || charge.transfer_group === params.transfer_group),
    ),
});

const listRefunds = endpoint({
  method: 'GET',
  path: '/v1/charges/:id/refunds',
  returns: 'list:refund',
  params: pageParams,
  handle(world, { id, params, path }) {
    const charge = world.charges.get(id);
    return listPage(world.refunds, path, params, (refund) => refund.charge === charge.id);
  },
});

/** Charges come from PaymentIntents only; the older creation by source is not offered. */
export const chargeEndpoints = [retrieve, update, list, listRefunds];

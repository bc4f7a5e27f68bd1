import { bool, hash, metadata, text } from '../http/fields';
import { endpoint } from '../http/endpoint';
import { mergeMetadata } from '../http/metadata';
import { listPage, listParams } from '../lists/paging';
import { closeDispute, endingsOf } from './dispute';

const retrieve = endpoint({
  method: 'GET',
  path: '/v1/disputes/:id',
  returns: 'dispute',
  params: {},
  handle: (world, { id }) => world.disputes.get(id),
});

const list = endpoint({
  method: 'GET',
  path: '/v1/disputes',
  returns: 'list:dispute',
  params: { ...listParams, charge: text(), payment_intent: text() },
  handle: (world, { params, path }) =>
    listPage(
      world.disputes,
      path,
      params,
      (dispute) =>
        (params.charge === undefined || dispute.charge === params.charge) &&
        (params.payment_intent === undefined || dispute.payment_intent === params.payment_intent),
    ),
});

/**
 * Evidence is the free text only; `winning_evidence` and `losing_evidence` decide the dispute at
 * once, as in Stripe's test mode.
 */
const update = endpoint({
  method: 'POST',
  path: '/v1/disputes/:id',
  returns: 'dispute',
  params: { evidence: hash({ uncategorized_text: text(20_000) }), metadata, submit: bool },
  handle(world, { id, params }) {
    const dispute = world.disputes.get(id);
    endingsOf(dispute);
    dispute.metadata = mergeMetadata(dispute.metadata, params.metadata);
    const words = params.evidence?.uncategorized_text;
    if (words !== undefined) {
      dispute.evidence.uncategorized_text = words;
      dispute.evidence_details.has_evidence = true;
    }
    if (params.submit === false || words === undefined) {
      world.emit('charge.dispute.updated', dispute);
      return dispute;
    }
    dispute.evidence_details.submission_count += 1;
    dispute.evidence_details.submission_method = 'manual';
    dispute.status = dispute.status.startsWith('warning') ? 'warning_under_review' : 'under_review';
    world.emit('charge.dispute.updated', dispute);
    if (words === 'winning_evidence') return closeDispute(world, dispute, 'won');
    if (words === 'losing_evidence') return closeDispute(world, dispute, 'lost');
    return dispute;
  },
});

/** Accepting a dispute loses it. */
const close = endpoint({
  method: 'POST',
  path: '/v1/disputes/:id/close',
  returns: 'dispute',
  params: {},
  handle: (world, { id }) => closeDispute(world, world.disputes.get(id), 'lost'),
});

export const disputeEndpoints = [retrieve, list, update, close];

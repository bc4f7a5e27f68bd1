import { mergeMetadata } from '../http/metadata';
import { usePaymentMethod } from '../payment-methods/payment-methods';
import type { PaymentIntent } from '../world/resources';
import type { World } from '../world/world';
import { moveTo } from './lifecycle/machine';
import type { DetailValues } from './parameters';

/**
 * Applies what a creation or an update sets. Every reference is looked up before anything changes.
 * @throws StripeProblem `resource_missing`
 */
export function applyDetails(world: World, intent: PaymentIntent, given: Partial<DetailValues>): void {
  if (given.customer !== undefined) world.customers.get(given.customer, 'customer');
  if (given.payment_method !== undefined) choosePaymentMethod(world, intent, given.payment_method);
  if (given.customer !== undefined) intent.customer = given.customer;
  if (given.description !== undefined) intent.description = given.description;
  if (given.receipt_email !== undefined) intent.receipt_email = given.receipt_email;
  if (given.setup_future_usage !== undefined) intent.setup_future_usage = given.setup_future_usage;
  if (given.shipping !== undefined) intent.shipping = shippingOf(given.shipping);
  if (given.statement_descriptor !== undefined) intent.statement_descriptor = given.statement_descriptor;
  if (given.statement_descriptor_suffix !== undefined) {
    intent.statement_descriptor_suffix = given.statement_descriptor_suffix;
  }
  if (given.transfer_group !== undefined) intent.transfer_group = given.transfer_group;
  intent.metadata = mergeMetadata(intent.metadata, given.metadata);
}

/** Puts a payment method on an unconfirmed intent, which then waits for its confirmation. */
export function choosePaymentMethod(world: World, intent: PaymentIntent, idOrName: string): void {
  const method = usePaymentMethod(world, idOrName);
  moveTo(intent, 'requires_confirmation');
  intent.payment_method = method.id;
  intent.payment_method_types = [method.type];
  intent.next_action = null;
}

function shippingOf(given: DetailValues['shipping']): PaymentIntent['shipping'] {
  if (!given) return null;
  const { address } = given;
  return {
    address: {
      city: address.city ?? null,
      country: address.country ?? null,
      line1: address.line1 ?? null,
      line2: address.line2 ?? null,
      postal_code: address.postal_code ?? null,
      state: address.state ?? null,
    },
    carrier: given.carrier ?? null,
    name: given.name,
    phone: given.phone ?? null,
    tracking_number: given.tracking_number ?? null,
  };
}

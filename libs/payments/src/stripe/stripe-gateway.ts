import { Inject, Injectable } from '@nestjs/common';
import { DomainError, type Money } from '@portolan/platform';
import Stripe from 'stripe';
import {
  type Payment,
  PaymentGateway,
  type ProviderEvent,
  type ProviderRefund,
} from '../application/ports/payment-gateway';
import { callStripe } from './stripe-errors';
import { STRIPE_OPTIONS, type StripeOptions } from './stripe-options';
import { countryOf, eventView, ORDER_ID, paymentView, REFUND_ID, refundView } from './stripe-views';

/** Says by whose card a payment was made. */
const CHARGE = 'latest_charge';
const TIMEOUT_MS = 20_000;
/** Safe because every changing call carries an idempotency key. */
const RETRIES = 2;

/** The one way to Stripe, through the official client. */
@Injectable()
export class StripeGateway extends PaymentGateway {
  private readonly stripe: Stripe;

  constructor(@Inject(STRIPE_OPTIONS) private readonly options: StripeOptions) {
    super();
    this.stripe = new Stripe(options.secretKey, {
      timeout: TIMEOUT_MS,
      maxNetworkRetries: RETRIES,
      telemetry: false,
      ...addressOf(options.apiBase),
    });
  }

  override get publishableKey(): string {
    return this.options.publishableKey;
  }

  override createPayment({ orderId, total }: { orderId: string; total: Money }): Promise<Payment> {
    return callStripe(async () =>
      paymentView(
        await this.stripe.paymentIntents.create(
          {
            amount: total.toProviderAmount(),
            currency: total.currency.code.toLowerCase(),
            automatic_payment_methods: { enabled: true },
            metadata: { [ORDER_ID]: orderId },
          },
          { idempotencyKey: `order:${orderId}` },
        ),
      ),
    );
  }

  override getPayment(paymentId: string): Promise<Payment> {
    return callStripe(async () =>
      paymentView(await this.stripe.paymentIntents.retrieve(paymentId, { expand: [CHARGE] })),
    );
  }

  override findPaymentOf(orderId: string): Promise<Payment | null> {
    return callStripe(async () => {
      const query = `metadata['${ORDER_ID}']:'${orderId}'`;
      const { data } = await this.stripe.paymentIntents.search({
        query,
        limit: 1,
        expand: [`data.${CHARGE}`],
      });
      return data[0] === undefined ? null : paymentView(data[0]);
    });
  }

  override async countryOf(paymentMethod: string): Promise<string | null> {
    try {
      return await callStripe(async () =>
        countryOf(await this.stripe.paymentMethods.retrieve(paymentMethod)),
      );
    } catch (error) {
      if (!(error instanceof DomainError) || error.extra.reason !== 'resource_missing') throw error;
      throw new DomainError('invalid', 'payment-method-unknown', error.detail, { cause: error });
    }
  }

  override confirmPayment(confirmation: {
    paymentId: string;
    paymentMethod: string;
    returnUrl: string;
    key: string;
  }): Promise<Payment> {
    const { paymentId, paymentMethod, returnUrl, key } = confirmation;
    return callStripe(async () =>
      paymentView(
        await this.stripe.paymentIntents.confirm(
          paymentId,
          { payment_method: paymentMethod, return_url: returnUrl },
          { idempotencyKey: key },
        ),
      ),
    );
  }

  override cancelPayment(paymentId: string): Promise<Payment> {
    return callStripe(async () =>
      paymentView(
        await this.stripe.paymentIntents.cancel(
          paymentId,
          { cancellation_reason: 'abandoned' },
          { idempotencyKey: `cancel:${paymentId}` },
        ),
      ),
    );
  }

  override refund(refund: { refundId: string; paymentId: string; amount: Money }): Promise<ProviderRefund> {
    const { refundId, paymentId, amount } = refund;
    return callStripe(async () =>
      refundView(
        await this.stripe.refunds.create(
          {
            payment_intent: paymentId,
            amount: amount.toProviderAmount(),
            reason: 'requested_by_customer',
            metadata: { [REFUND_ID]: refundId },
          },
          { idempotencyKey: `refund:${refundId}` },
        ),
      ),
    );
  }

  override getRefund(providerRefundId: string): Promise<ProviderRefund> {
    return callStripe(async () => refundView(await this.stripe.refunds.retrieve(providerRefundId)));
  }

  override findRefundOf(paymentId: string, refundId: string): Promise<ProviderRefund | null> {
    return callStripe(async () => {
      for await (const refund of this.stripe.refunds.list({ payment_intent: paymentId, limit: 100 })) {
        if (refund.metadata?.[REFUND_ID] === refundId) return refundView(refund);
      }
      return null;
    });
  }

  override readEvent(body: Buffer, signature: string): ProviderEvent {
    try {
      return eventView(this.stripe.webhooks.constructEvent(body, signature, this.options.webhookSecret));
    } catch (error) {
      throw new DomainError('malformed', 'signature-invalid', 'The signature does not fit the body.', {
        cause: error,
      });
    }
  }
}

function addressOf(apiBase: string | undefined): {
  host?: string;
  port?: number;
  protocol?: 'http' | 'https';
} {
  if (apiBase === undefined) return {};
  const { hostname, port, protocol } = new URL(apiBase);
  const secure = protocol === 'https:';
  return {
    host: hostname,
    port: port === '' ? (secure ? 443 : 80) : Number(port),
    protocol: secure ? 'https' : 'http',
  };
}

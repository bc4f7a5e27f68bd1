import { Module } from '@nestjs/common';
import { StripeWebhookController } from './stripe.controller';

/** What payment providers call. */
@Module({ controllers: [StripeWebhookController] })
export class WebhooksModule {}

import { Body, Controller, Headers, Post } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import { ReceiveStripeEvent } from '@portolan/payments';
import { z } from 'zod';
import { signedBy } from '../auth/access';
import { Endpoint } from '../http/endpoint';

const received = z.object({ received: z.literal(true) }).meta({ id: 'WebhookReceived' });

/** The body as it came over the wire; an empty request has none. */
const rawBody = z.instanceof(Buffer).catch(Buffer.alloc(0));

/** A header that is missing or doubled verifies as little as a wrong one. */
const signatureHeader = z.string().max(2_000).catch('');

/** What Stripe calls. */
@ApiTags('webhooks')
@Controller('v1/webhooks')
export class StripeWebhookController {
  constructor(private readonly receiveStripeEvent: ReceiveStripeEvent) {}

  @Post('stripe')
  @Endpoint({
    summary: 'An event of the payment provider',
    description: 'Signed over the exact bytes (`Stripe-Signature`). 200 means stored, not yet acted upon.',
    access: signedBy('stripe'),
    returns: received,
  })
  @ApiBody({ schema: { type: 'object' } })
  async receive(
    @Body() body: unknown,
    @Headers('stripe-signature') signature: unknown,
  ): Promise<z.infer<typeof received>> {
    await this.receiveStripeEvent.execute({
      body: rawBody.parse(body),
      signature: signatureHeader.parse(signature),
    });
    return { received: true };
  }
}

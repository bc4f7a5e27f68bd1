import { type DynamicModule, Module } from '@nestjs/common';
import { RegionsModule } from '@portolan/regions';
import { PaymentGateway } from './application/ports/payment-gateway';
import { STEPS, USE_CASES } from './application';
import { REPOSITORIES } from './persistence';
import { PAYMENTS_OPTIONS, type PaymentsOptions } from './payments-options';
import { StripeGateway } from './stripe/stripe-gateway';
import { STRIPE_OPTIONS } from './stripe/stripe-options';

/**
 * Prices, orders, refunds, entitlements and what is delivered. Global: any face may call its use cases. Whoever imports
 * it binds its ports ItemDirectory, BuyerDirectory and Deliverables in a global module.
 */
@Module({})
export class PaymentsModule {
  static forRoot(options: PaymentsOptions): DynamicModule {
    return {
      module: PaymentsModule,
      global: true,
      imports: [RegionsModule],
      providers: [
        ...REPOSITORIES,
        ...STEPS,
        ...USE_CASES,
        { provide: PAYMENTS_OPTIONS, useValue: options },
        { provide: STRIPE_OPTIONS, useValue: options.stripe },
        { provide: PaymentGateway, useClass: StripeGateway },
      ],
      exports: [...USE_CASES],
    };
  }
}

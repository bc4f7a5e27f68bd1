import { Module } from '@nestjs/common';

/** Prices, orders, refunds and entitlements. */
@Module({ providers: [], exports: [] })
export class PaymentsModule {}

import { Module } from '@nestjs/common';
import { OpsAppealsController } from './catalog/appeals.controller';
import { DevicesController } from './catalog/devices.controller';
import { RefusedFilesController } from './catalog/refused-files.controller';
import { RatingsOperationsController } from './catalog/ratings.controller';
import { ReviewAssignmentsController } from './catalog/review-assignments.controller';
import { ReviewsController } from './catalog/reviews.controller';
import { AuditController } from './audit.controller';
import { AccountsController } from './accounts.controller';
import { DevicePricesController } from './payments/device-prices.controller';
import { ExchangeRatesController } from './payments/exchange-rates.controller';
import { OpsOrdersController } from './payments/orders.controller';
import { OpsAgreementsController } from './publishers/agreements.controller';
import { PublisherStatementsController } from './publishers/statements.controller';
import { RegionsOperationsModule } from './regions/regions-operations.module';
import { OpsTakedownsController } from './catalog/takedowns.controller';
import { StaffController } from './staff.controller';

/** The face for store staff. */
@Module({
  imports: [RegionsOperationsModule],
  controllers: [
    DevicesController,
    ReviewsController,
    ReviewAssignmentsController,
    OpsAppealsController,
    OpsTakedownsController,
    RefusedFilesController,
    RatingsOperationsController,
    AuditController,
    AccountsController,
    StaffController,
    PublisherStatementsController,
    OpsAgreementsController,
    DevicePricesController,
    ExchangeRatesController,
    OpsOrdersController,
  ],
  providers: [],
})
export class OperationsModule {}

import { Module } from '@nestjs/common';
import { DevicesController } from './catalog/devices.controller';
import { ReviewsController } from './catalog/reviews.controller';
import { AuditController } from './audit.controller';
import { AccountsController } from './accounts.controller';
import { StaffController } from './staff.controller';

/** The face for store staff. */
@Module({
  imports: [],
  controllers: [DevicesController, ReviewsController, AuditController, AccountsController, StaffController],
  providers: [],
})
export class OperationsModule {}

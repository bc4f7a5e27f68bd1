import { Module } from '@nestjs/common';
import { AuditController } from './audit.controller';
import { AccountsController } from './accounts.controller';
import { StaffController } from './staff.controller';

/** The face for store staff. */
@Module({ imports: [], controllers: [AuditController, AccountsController, StaffController], providers: [] })
export class OperationsModule {}

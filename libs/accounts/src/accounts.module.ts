import { Module } from '@nestjs/common';

/** People, sessions, publishers, teams and staff roles. */
@Module({ providers: [], exports: [] })
export class AccountsModule {}

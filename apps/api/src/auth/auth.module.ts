import { Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { ThrottlerModule } from '@nestjs/throttler';
import { APP_CONFIG } from '../config/config';
import { AccessGuard } from './access-guard';
import { FactorsController } from './factors/factors.controller';
import { PasskeyController } from './factors/passkey.controller';
import { SecondFactorController } from './factors/second-factor.controller';
import { RequestCounts } from './limits/request-counts';
import { RequestCountsModule } from './limits/request-counts.module';
import { RequestRateGuard, requestRateOptions } from './limits/request-rate.guard';
import { EmailController } from './mail/email.controller';
import { PasswordController } from './mail/password.controller';
import { Authenticator } from './passport/authenticator';
import { PasswordStrategy } from './passport/password-strategy';
import { TokenStrategy } from './passport/token-strategy';
import { PublisherGate } from './publisher-gate';
import { RouteAccessCheck } from './route-access-check';
import { AuthController } from './sign-in/auth.controller';
import { KeysController } from './sign-in/keys.controller';
import { MeController } from './sign-in/me.controller';
import { SessionsController } from './sign-in/sessions.controller';
import { TokenController } from './token/token.controller';

/** Who is calling, and whether they may. */
@Module({
  imports: [
    DiscoveryModule,
    ThrottlerModule.forRootAsync({
      imports: [RequestCountsModule],
      inject: [APP_CONFIG, RequestCounts],
      useFactory: requestRateOptions,
    }),
  ],
  controllers: [
    AuthController,
    EmailController,
    PasswordController,
    MeController,
    SessionsController,
    SecondFactorController,
    PasskeyController,
    FactorsController,
    KeysController,
    TokenController,
  ],
  providers: [
    Authenticator,
    TokenStrategy,
    PasswordStrategy,
    RouteAccessCheck,
    PublisherGate,
    // In this order: a flood is turned away before the database is asked who sends it.
    { provide: APP_GUARD, useClass: RequestRateGuard },
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [PublisherGate],
})
export class AuthModule {}

import { Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { ThrottlerModule } from '@nestjs/throttler';
import { APP_CONFIG, type AppConfig } from '../config/config';
import { AccessGuard } from './access-guard';
import { RequestRateGuard, requestRateOptions } from './limits/request-rate.guard';
import { Authenticator } from './passport/authenticator';
import { PasswordStrategy } from './passport/password-strategy';
import { TokenStrategy } from './passport/token-strategy';
import { RouteAccessCheck } from './route-access-check';
import { AuthController } from './sign-in/auth.controller';
import { KeysController } from './sign-in/keys.controller';
import { MeController } from './sign-in/me.controller';
import { TokenController } from './token/token.controller';

/** Who is calling, and whether they may. */
@Module({
  imports: [
    DiscoveryModule,
    ThrottlerModule.forRootAsync({
      inject: [APP_CONFIG],
      useFactory: (config: AppConfig) => requestRateOptions(config),
    }),
  ],
  controllers: [AuthController, MeController, KeysController, TokenController],
  providers: [
    Authenticator,
    TokenStrategy,
    PasswordStrategy,
    RouteAccessCheck,
    // In this order: a flood is turned away before the database is asked who sends it.
    { provide: APP_GUARD, useClass: RequestRateGuard },
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
})
export class AuthModule {}

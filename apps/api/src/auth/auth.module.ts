import { Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { AccessGuard } from './access-guard';
import { Authenticator } from './passport/authenticator';
import { PasswordStrategy } from './passport/password-strategy';
import { TokenStrategy } from './passport/token-strategy';
import { RouteAccessCheck } from './route-access-check';
import { AuthController } from './sign-in/auth.controller';
import { KeysController } from './sign-in/keys.controller';
import { MeController } from './sign-in/me.controller';

/** Who is calling, and whether they may. */
@Module({
  imports: [DiscoveryModule],
  controllers: [AuthController, MeController, KeysController],
  providers: [
    Authenticator,
    TokenStrategy,
    PasswordStrategy,
    RouteAccessCheck,
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
})
export class AuthModule {}

import { Injectable, type OnModuleInit } from '@nestjs/common';
import { LogIn } from '@portolan/accounts';
import { Strategy } from 'passport-local';
import type { FastifyRequest } from 'fastify';
import { clientOf } from '../sign-in/client-of';
import { Authenticator } from './authenticator';

/** The `local` strategy: e-mail and password of the body for a session. */
@Injectable()
export class PasswordStrategy implements OnModuleInit {
  constructor(
    private readonly authenticator: Authenticator,
    private readonly logIn: LogIn,
  ) {}

  onModuleInit(): void {
    const strategy = new Strategy(
      { usernameField: 'email', session: false, passReqToCallback: true },
      (request, email, password, done) => {
        const client = clientOf(request as unknown as FastifyRequest);
        this.logIn.execute({ email, password, client }).then((tokens) => done(null, tokens), done);
      },
    );
    this.authenticator.use('local', strategy);
  }
}

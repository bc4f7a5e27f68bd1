import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AuthenticateBearer, type Principal } from '@portolan/accounts';
import { Strategy } from 'passport';
import { Authenticator } from './authenticator';

interface WithHeaders {
  headers: Record<string, string | string[] | undefined>;
}

/** RFC 6750: the token in the Authorization header, and nowhere else. */
const BEARER = /^Bearer +([\w.~+/-]+=*)$/i;

/** Passport's part: takes the token from the request and hands it to `verify`. */
class BearerStrategy extends Strategy {
  constructor(private readonly verify: (token: string) => Promise<Principal>) {
    super();
  }

  override authenticate(request: unknown): void {
    const header = (request as WithHeaders).headers.authorization;
    const token = typeof header === 'string' ? BEARER.exec(header)?.[1] : undefined;
    if (token === undefined) {
      this.fail('Bearer realm="portolan"', 401);
      return;
    }
    this.verify(token).then(
      (principal) => this.success(principal),
      (error: unknown) => this.error(error),
    );
  }
}

/**
 * The `jwt` strategy. passport-jwt stands on jsonwebtoken, which knows no EdDSA, so this one verifies with jose
 * (docs/adr/0005-tokens-and-sessions.md).
 */
@Injectable()
export class TokenStrategy implements OnModuleInit {
  constructor(
    private readonly authenticator: Authenticator,
    private readonly authenticateBearer: AuthenticateBearer,
  ) {}

  onModuleInit(): void {
    this.authenticator.use('jwt', new BearerStrategy((token) => this.authenticateBearer.execute(token)));
  }
}

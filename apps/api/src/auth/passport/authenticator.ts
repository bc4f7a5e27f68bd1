import { Injectable } from '@nestjs/common';
import { Passport, type Strategy } from 'passport';

interface Challenge {
  message?: string;
}

type Middleware = (request: object, response: object, next: (error?: unknown) => void) => void;

/**
 * Passport, one instance for each application. The usual global instance would let the last application of a process
 * answer for all of them, and @nestjs/passport knows only that one.
 */
@Injectable()
export class Authenticator {
  private readonly passport = new Passport();

  use(name: string, strategy: Strategy): void {
    this.passport.use(name, strategy);
  }

  /** What the strategy found, or null if it did not let the request pass. Whatever it throws is thrown. */
  authenticate<Found>(strategy: string, request: object, response: object): Promise<Found | null> {
    return new Promise((resolve, reject) => {
      const found = (
        error: unknown,
        user: Found | false | null | undefined,
        _challenge?: Challenge,
      ): void => {
        if (error !== null && error !== undefined) reject(asError(error));
        else resolve(user === false || user === undefined ? null : user);
      };
      const middleware = this.passport.authenticate(strategy, { session: false }, found) as Middleware;
      middleware(request, response, (error) => reject(asError(error ?? 'Passport passed the request on.')));
    });
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

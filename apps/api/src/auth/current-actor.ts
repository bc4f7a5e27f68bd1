import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { type PublisherAccess, visibleApps } from '@portolan/accounts';
import type { Actor } from '@portolan/platform';

/** What the access guard leaves on the request. */
export interface ActingRequest {
  actor?: Actor;
  /** On routes of a publisher: what the caller may do there. */
  access?: PublisherAccess;
}

/** The actor of the request; routes that need a signed-in person type it as `AccountActor`. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  return context.switchToHttp().getRequest<ActingRequest>().actor ?? { kind: 'anonymous' };
});

/** The apps of the publisher that the caller may see; undefined: all. For routes under `memberOfSomeApp`. */
export const VisibleApps = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const { access } = context.switchToHttp().getRequest<ActingRequest>();
  return access === undefined ? [] : visibleApps(access);
});

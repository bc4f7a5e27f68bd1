import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Actor } from '@portolan/platform';

/** What the access guard leaves on the request. */
export interface ActingRequest {
  actor?: Actor;
}

/** The actor of the request; routes that need a signed-in person type it as `AccountActor`. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  return context.switchToHttp().getRequest<ActingRequest>().actor ?? { kind: 'anonymous' };
});

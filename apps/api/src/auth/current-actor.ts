import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { type FactorOwner, type Principal, type PublisherAccess, visibleApps } from '@portolan/accounts';
import type { Actor } from '@portolan/platform';

/** What the access guard leaves on the request. */
export interface ActingRequest {
  actor?: Actor;
  /** Null for nobody. */
  principal?: Principal | null;
  /** The session of a person. */
  session?: Principal['session'];
  /** On routes of a publisher: what the caller may do there. */
  access?: PublisherAccess;
  /** On routes of an app, or of something in one: which. */
  appId?: string | undefined;
}

/** The actor of the request; routes that need a signed-in person type it as `AccountActor`. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  return context.switchToHttp().getRequest<ActingRequest>().actor ?? { kind: 'anonymous' };
});

/** Who was let in, and by what. For routes that nobody else reaches. */
export const CurrentPrincipal = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const { principal } = context.switchToHttp().getRequest<ActingRequest>();
  if (principal === undefined || principal === null) throw new Error('This route lets in anybody.');
  return principal;
});

/** The apps of the publisher that the caller may see; undefined: all. For routes under `memberOfSomeApp`. */
export const VisibleApps = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const { access } = context.switchToHttp().getRequest<ActingRequest>();
  return access === undefined ? [] : visibleApps(access);
});

/** The id of the session that the request came with. */
export const CurrentSession = createParamDecorator((_: unknown, context: ExecutionContext): string | null => {
  return context.switchToHttp().getRequest<ActingRequest>().session?.id ?? null;
});

/** Who asks about their own second factors. For routes that need a signed-in person. */
export const CurrentFactorOwner = createParamDecorator(
  (_: unknown, context: ExecutionContext): FactorOwner => {
    const { actor, session } = context.switchToHttp().getRequest<ActingRequest>();
    const accountId = actor?.kind === 'account' ? actor.accountId : '';
    return { accountId, sessionId: session?.id ?? null, secondFactor: session?.secondFactor ?? false };
  },
);

/** The app that the guard found for the path. For routes under `memberOf('package', ...)`, whose path has its name. */
export const OwnedApp = createParamDecorator((_: unknown, context: ExecutionContext): string => {
  const { appId } = context.switchToHttp().getRequest<ActingRequest>();
  if (appId === undefined) throw new Error('This route is about no app.');
  return appId;
});

import { applyDecorators, HttpCode } from '@nestjs/common';
import { ApiExcludeEndpoint } from '@nestjs/swagger';
import type { Permission } from '@portolan/accounts';
import { Access, memberOf, signedBy } from '../auth/access';

/** Where all methods about one app begin. */
export const APPLICATION = 'androidpublisher/v3/applications/:packageName';
export const UPLOAD = `upload/${APPLICATION}`;
/** Where files of internal app sharing go. */
export const SHARING = 'upload/androidpublisher/v3/applications/internalappsharing/:packageName/artifacts';
/** Where those about a publisher begin. */
export const DEVELOPER = 'androidpublisher/v3/developers/:publisherId';

/**
 * A method of the Google Play Developer API: whoever has the permission in the app may call it. Described by the
 * discovery document and not by ours.
 */
export function PlayRoute(permission: Permission, status = 200): MethodDecorator {
  return applyDecorators(
    Access(memberOf('package', 'packageName', permission)),
    HttpCode(status),
    ApiExcludeEndpoint(),
  );
}

/** A route whose address is the proof: nobody else was told it. */
export function SessionRoute(): MethodDecorator {
  return applyDecorators(
    Access(signedBy('the address of the upload session')),
    HttpCode(200),
    ApiExcludeEndpoint(),
  );
}

/** A method about a publisher's team: owners and administrators, and no machine. */
export function DeveloperRoute(status = 200): MethodDecorator {
  return applyDecorators(
    Access(memberOf('publisher', 'publisherId', 'admin')),
    HttpCode(status),
    ApiExcludeEndpoint(),
  );
}

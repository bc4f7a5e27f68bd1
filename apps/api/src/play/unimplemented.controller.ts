import { All, Controller } from '@nestjs/common';
import { ApiExcludeEndpoint } from '@nestjs/swagger';
import { DomainError } from '@portolan/platform';
import { Access, anyone } from '../auth/access';

/** Everything else of the API: said plainly, in the form that clients can show. */
@Controller()
export class UnimplementedController {
  @All(['androidpublisher/*', 'upload/androidpublisher/*'])
  @Access(anyone())
  @ApiExcludeEndpoint()
  refuse(): never {
    throw notImplemented();
  }
}

export function notImplemented(): DomainError {
  return new DomainError(
    'invalid',
    'not-implemented',
    'This store does not implement this method; docs/play-api.md lists those it does.',
  );
}

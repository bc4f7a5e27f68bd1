import { Controller, Get, Inject } from '@nestjs/common';
import { ApiExcludeEndpoint } from '@nestjs/swagger';
import { Access, anyone } from '../../auth/access';
import { APP_CONFIG, type AppConfig } from '../../config/config';
import { discoveryDocument } from './discovery-document';

/** The discovery document, where Google's is. */
@Controller()
export class DiscoveryController {
  constructor(@Inject(APP_CONFIG) private readonly config: AppConfig) {}

  @Get(['$discovery/rest', 'discovery/v1/apis/androidpublisher/v3/rest'])
  @Access(anyone())
  @ApiExcludeEndpoint()
  get(): object {
    return discoveryDocument(this.config.PUBLIC_URL);
  }
}

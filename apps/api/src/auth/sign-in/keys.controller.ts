import { Controller, Get, Header } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { PublicKeys } from '@portolan/accounts';
import { Endpoint } from '../../http/endpoint';
import { anyone } from '../access';
import { jwks } from './schemas';

/** For services that check our access tokens themselves. */
@ApiTags('auth')
@Controller('.well-known')
export class KeysController {
  constructor(private readonly publicKeys: PublicKeys) {}

  @Get('jwks.json')
  @Header('cache-control', 'public, max-age=300')
  @Endpoint({ summary: 'Public keys of access tokens (RFC 7517)', access: anyone(), returns: jwks })
  keys(): Promise<object> {
    return this.publicKeys.jwks();
  }
}

import { Body, Controller, Header, Post, UseFilters, UseGuards } from '@nestjs/common';
import { ApiConsumes, ApiTags } from '@nestjs/swagger';
import { type AccessToken, ExchangeAssertion } from '@portolan/accounts';
import { DomainError } from '@portolan/platform';
import { z } from 'zod';
import { Endpoint } from '../../http/endpoint';
import { text } from '../../http/schemas';
import { anyone } from '../access';
import { AttemptGuard, CountsAs } from '../limits/attempt.guard';
import { oauthError, OAuthErrors } from './oauth-errors';

const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

const tokenBody = z
  .object({ grant_type: text(1, 200), assertion: text(0, 8_192).default('') })
  .meta({ id: 'TokenRequest' });
const tokenAnswer = z
  .object({ access_token: z.string(), expires_in: z.number().int(), token_type: z.literal('Bearer') })
  .meta({ id: 'TokenAnswer' });

/** Where machines get access tokens (RFC 6749, RFC 7523). The second address is the one that older clients know. */
@ApiTags('auth')
@Controller()
@UseFilters(OAuthErrors)
export class TokenController {
  constructor(private readonly exchange: ExchangeAssertion) {}

  @Post(['token', 'oauth2/v4/token'])
  @CountsAs('token')
  @UseGuards(AttemptGuard)
  @Header('cache-control', 'no-store')
  @ApiConsumes('application/x-www-form-urlencoded')
  @Endpoint({
    summary: "Exchange a service account's signed assertion for an access token",
    description:
      `\`grant_type\` is \`${JWT_BEARER}\`. The assertion is signed with RS256 by a key of the service account, valid ` +
      'for an hour at most; `kid` may be absent.',
    access: anyone(),
    returns: tokenAnswer,
    refusals: oauthError,
  })
  async token(
    @Body({ schema: tokenBody }) body: z.infer<typeof tokenBody>,
  ): Promise<z.infer<typeof tokenAnswer>> {
    return view(await this.exchange.execute({ assertion: assertionOf(body) }));
  }
}

/** @throws DomainError `unsupported-grant-type` (400). */
function assertionOf(body: z.infer<typeof tokenBody>): string {
  if (body.grant_type === JWT_BEARER) return body.assertion;
  throw new DomainError('malformed', 'unsupported-grant-type', `The grant_type must be ${JWT_BEARER}.`);
}

function view(token: AccessToken): z.infer<typeof tokenAnswer> {
  return { access_token: token.accessToken, expires_in: token.expiresIn, token_type: 'Bearer' };
}

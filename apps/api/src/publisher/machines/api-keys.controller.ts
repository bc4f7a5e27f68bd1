import { Body, Controller, Delete, Get, Header, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  API_KEY_DAYS,
  type ApiKeyView,
  CreateApiKey,
  ListApiKeys,
  MOST_APP_GRANTS,
  PERMISSIONS,
  RevokeApiKey,
} from '@portolan/accounts';
import type { AccountActor, Page } from '@portolan/platform';
import { z } from 'zod';
import { memberOf } from '../../auth/access';
import { CurrentActor } from '../../auth/current-actor';
import { Endpoint } from '../../http/endpoint';
import { instant, pageOf, pageQuery, text, uuid } from '../../http/schemas';
import { publisherParam } from './schemas';

const scopes = z.array(z.enum(PERMISSIONS)).min(1).max(PERMISSIONS.length);
const createBody = z
  .strictObject({
    name: text(1, 100),
    scopes,
    appIds: z
      .array(uuid)
      .min(1)
      .max(MOST_APP_GRANTS)
      .optional()
      .meta({ description: 'Left out: all apps of the publisher, those to come included.' }),
    days: z.number().int().min(1).max(API_KEY_DAYS.most).default(API_KEY_DAYS.default),
  })
  .meta({ id: 'CreateApiKey' });
const apiKey = z
  .object({
    id: uuid,
    name: z.string(),
    prefix: z.string(),
    scopes,
    appIds: z.array(uuid).nullable(),
    createdAt: instant,
    expiresAt: instant,
    lastUsedAt: instant.nullable(),
    revokedAt: instant.nullable(),
  })
  .meta({ id: 'ApiKey' });
const made = z.object({ key: apiKey, token: z.string() }).meta({ id: 'NewApiKey' });
const keyPath = z.object({ publisherId: uuid, apiKeyId: uuid });

/** Keys for scripts: simpler than service accounts, and bearer secrets. */
@ApiTags('publisher')
@Controller('v1/publishers/:publisherId/api-keys')
export class ApiKeysController {
  constructor(
    private readonly createKey: CreateApiKey,
    private readonly listKeys: ListApiKeys,
    private readonly revokeKey: RevokeApiKey,
  ) {}

  @Get()
  @Endpoint({
    summary: "The publisher's API keys, those revoked and expired included",
    access: memberOf('publisher', 'publisherId', 'admin'),
    returns: pageOf(apiKey),
    params: publisherParam,
    problems: [404],
  })
  list(
    @Param('publisherId', { schema: uuid }) publisherId: string,
    @Query({ schema: pageQuery }) page: z.infer<typeof pageQuery>,
  ): Promise<Page<ApiKeyView>> {
    return this.listKeys.execute({ publisherId, page });
  }

  @Post()
  @Header('cache-control', 'no-store')
  @Endpoint({
    summary: 'Make an API key',
    description: 'Send `token` as bearer. It is shown this once: only its hash is kept.',
    access: memberOf('publisher', 'publisherId', 'admin'),
    status: 201,
    returns: made,
    params: publisherParam,
    problems: [404, 409, 422],
  })
  create(
    @Param('publisherId', { schema: uuid }) publisherId: string,
    @Body({ schema: createBody }) body: z.infer<typeof createBody>,
    @CurrentActor() actor: AccountActor,
  ): Promise<{ key: ApiKeyView; token: string }> {
    return this.createKey.execute({ ...body, publisherId, actor });
  }

  @Delete(':apiKeyId')
  @Endpoint({
    summary: 'Revoke an API key',
    description: 'It is refused from the next request on.',
    access: memberOf('publisher', 'publisherId', 'admin'),
    status: 204,
    params: { ...publisherParam, apiKeyId: 'The key.' },
    problems: [404],
  })
  revoke(
    @Param({ schema: keyPath }) path: z.infer<typeof keyPath>,
    @CurrentActor() actor: AccountActor,
  ): Promise<void> {
    return this.revokeKey.execute({ ...path, actor });
  }
}

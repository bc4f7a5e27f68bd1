import { Body, Controller, Delete, Get, Header, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  CreateServiceAccountKey,
  type KeyFile,
  ListServiceAccounts,
  RevokeServiceAccountKey,
  type ServiceAccountKeyView,
} from '@portolan/accounts';
import type { AccountActor } from '@portolan/platform';
import { z } from 'zod';
import { memberOf } from '../../auth/access';
import { CurrentActor } from '../../auth/current-actor';
import { Endpoint } from '../../http/endpoint';
import { instant, text, uuid } from '../../http/schemas';
import { publisherParam } from './schemas';

const path = z.object({ publisherId: uuid, serviceAccountId: uuid });
const keyId = z.string().regex(/^[0-9a-f]{40}$/, 'must be 40 hexadecimal digits');
const keyPath = path.extend({ keyId });
type Path = z.infer<typeof path>;
const params = { ...publisherParam, serviceAccountId: 'The service account.' };

const createBody = z
  .strictObject({
    publicKey: text(100, 8_000).optional().meta({ description: 'PEM. Left out: the store makes the pair.' }),
  })
  .meta({ id: 'CreateServiceAccountKey' });
const key = z
  .object({
    id: keyId,
    origin: z.enum(['generated', 'uploaded']),
    createdAt: instant,
    lastUsedAt: instant.nullable(),
    revokedAt: instant.nullable(),
  })
  .meta({ id: 'ServiceAccountKey' });
const keyFile = z
  .object({
    type: z.literal('service_account'),
    project_id: z.string(),
    private_key_id: z.string(),
    private_key: z.string(),
    client_email: z.string(),
    client_id: z.string(),
    auth_uri: z.string(),
    token_uri: z.string(),
    universe_domain: z.string(),
  })
  .meta({ id: 'ServiceAccountKeyFile' });
const made = z.object({ key, keyFile: keyFile.nullable() }).meta({ id: 'NewServiceAccountKey' });

/** What service accounts sign with. */
@ApiTags('publisher')
@Controller('v1/publishers/:publisherId/service-accounts/:serviceAccountId/keys')
export class ServiceAccountKeysController {
  constructor(
    private readonly createKey: CreateServiceAccountKey,
    private readonly revokeKey: RevokeServiceAccountKey,
    private readonly accounts: ListServiceAccounts,
  ) {}

  @Get()
  @Endpoint({
    summary: 'The keys of a service account, newest first (at most 100)',
    access: memberOf('publisher', 'publisherId', 'admin'),
    returns: z.object({ data: z.array(key) }),
    params,
    problems: [404],
  })
  async list(@Param({ schema: path }) where: Path): Promise<{ data: ServiceAccountKeyView[] }> {
    return { data: await this.accounts.keysOf(where) };
  }

  @Post()
  @Header('cache-control', 'no-store')
  @Endpoint({
    summary: 'Give a service account a key',
    description:
      "`keyFile` is the file that Google's libraries and publishing tools read. It is shown this once: the private key is kept nowhere.",
    access: memberOf('publisher', 'publisherId', 'admin'),
    status: 201,
    returns: made,
    params,
    problems: [404, 409, 422],
  })
  create(
    @Param({ schema: path }) where: Path,
    @Body({ schema: createBody }) body: z.infer<typeof createBody>,
    @CurrentActor() actor: AccountActor,
  ): Promise<{ key: ServiceAccountKeyView; keyFile: KeyFile | null }> {
    return this.createKey.execute({ ...where, ...body, actor });
  }

  @Delete(':keyId')
  @Endpoint({
    summary: 'Revoke a key',
    description: 'It, and every access token that it got, is refused from the next request on.',
    access: memberOf('publisher', 'publisherId', 'admin'),
    status: 204,
    params: { ...params, keyId: "The key's id." },
    problems: [404],
  })
  revoke(
    @Param({ schema: keyPath }) where: z.infer<typeof keyPath>,
    @CurrentActor() actor: AccountActor,
  ): Promise<void> {
    return this.revokeKey.execute({ ...where, actor });
  }
}

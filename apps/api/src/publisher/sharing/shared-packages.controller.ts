import { Controller, Delete, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ListSharedPackages, type SharedPackage, WithdrawSharedPackage } from '@portolan/catalog';
import type { AccountActor, Page } from '@portolan/platform';
import { z } from 'zod';
import { memberOf } from '../../auth/access';
import { CurrentActor } from '../../auth/current-actor';
import { APP_CONFIG, type AppConfig } from '../../config/config';
import { Endpoint } from '../../http/endpoint';
import { sharedPackageUrl } from '../../http/shared-package-url';
import { instant, pageOf, pageQuery, uuid } from '../../http/schemas';

const shared = z
  .object({
    id: uuid,
    downloadUrl: z.string(),
    versionCode: z.number().int(),
    versionName: z.string().nullable(),
    sha256: z.string(),
    sizeBytes: z.number().int(),
    signers: z.array(z.string()).meta({ description: 'SHA-256 of the certificates.' }),
    debuggable: z.boolean(),
    sharedBy: uuid,
    sharedAt: instant,
    expiresAt: instant,
  })
  .meta({ id: 'SharedPackage' });
const key = z.object({ appId: uuid, sharedPackageId: uuid });
const appId = 'The app.';

/** What was shared by internal app sharing, for those who look after it. It is shared by the API for publishing tools. */
@ApiTags('publisher')
@Controller('v1/apps/:appId/shared-packages')
export class SharedPackageLinksController {
  constructor(
    private readonly listShared: ListSharedPackages,
    private readonly withdraw: WithdrawSharedPackage,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {}

  @Get()
  @Endpoint({
    summary: 'The packages of an app that are shared by link, newest first',
    description: 'At most 100 at a time; each expires after 60 days.',
    access: memberOf('app', 'appId', 'apps:read'),
    returns: pageOf(shared),
    params: { appId },
    problems: [404],
  })
  async list(
    @Param('appId', { schema: uuid }) app: string,
    @Query({ schema: pageQuery }) page: z.infer<typeof pageQuery>,
  ): Promise<Page<z.infer<typeof shared>>> {
    const { data, ...rest } = await this.listShared.execute(app, page);
    return { ...rest, data: data.map((one) => this.view(one)) };
  }

  @Delete(':sharedPackageId')
  @Endpoint({
    summary: 'Withdraw a shared package: its link ends at once',
    access: memberOf('app', 'appId', 'artifacts:write'),
    status: 204,
    params: { appId, sharedPackageId: 'The shared package.' },
    problems: [404],
  })
  end(@Param({ schema: key }) path: z.infer<typeof key>, @CurrentActor() actor: AccountActor): Promise<void> {
    return this.withdraw.execute({ ...path, actor });
  }

  private view(one: SharedPackage): z.infer<typeof shared> {
    const { id, versionCode, versionName, sha256, sizeBytes, signer, debuggable, sharedBy } = one;
    return {
      id,
      downloadUrl: sharedPackageUrl(this.config.PUBLIC_URL, one.secret),
      ...{ versionCode, versionName, sha256, sizeBytes, signers: signer.split(','), debuggable, sharedBy },
      sharedAt: one.sharedAt.toISOString(),
      expiresAt: one.expiresAt.toISOString(),
    };
  }
}

import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { expansionFileName } from '@portolan/catalog';
import {
  AuthoriseDownload,
  type DeliverableExpansion,
  ENTITLEMENT_STATES,
  type LibraryEntry,
  ListLibrary,
} from '@portolan/payments';
import type { AccountActor, Page } from '@portolan/platform';
import { z } from 'zod';
import { signedIn } from '../auth/access';
import { CurrentActor } from '../auth/current-actor';
import { deviceParameter } from './downloads/device-description';
import { Endpoint } from '../http/endpoint';
import { instant, locale, packageName, pageOf, pageQuery, uuid } from '../http/schemas';
import { DownloadLinks } from './downloads/download-links';

const entry = z
  .object({
    itemId: uuid,
    orderId: uuid,
    title: z.string().nullable(),
    packageName: z.string().nullable(),
    status: z.enum(ENTITLEMENT_STATES),
    grantedAt: instant,
  })
  .meta({ id: 'LibraryEntry' });

const expansionFile = z
  .object({
    type: z.string(),
    name: z.string().meta({ description: 'What it has to be called on the device.' }),
    url: z.string(),
    expiresAt: instant,
    sha256: z.string(),
    sizeBytes: z.number().int(),
  })
  .meta({ id: 'DownloadExpansionFile' });
const download = z
  .object({
    url: z.string(),
    expiresAt: instant,
    sha256: z.string(),
    sizeBytes: z.number().int(),
    versionCode: z.number().int(),
    versionName: z.string().nullable(),
    expansionFiles: z.array(expansionFile).meta({ description: 'What its code expects beside it.' }),
  })
  .meta({ id: 'Download' });

const downloadQuery = z.object({
  device: deviceParameter.optional(),
  installed: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
});
const libraryQuery = pageQuery.extend({ locale: locale.optional() });

/** What one owns. */
@ApiTags('consumer')
@Controller('v1/library')
export class LibraryController {
  constructor(
    private readonly listLibrary: ListLibrary,
    private readonly authoriseDownload: AuthoriseDownload,
    private readonly links: DownloadLinks,
  ) {}

  @Get()
  @Endpoint({ summary: 'The apps that I own, newest first', access: signedIn(), returns: pageOf(entry) })
  listOwned(
    @Query({ schema: libraryQuery }) query: z.infer<typeof libraryQuery>,
    @CurrentActor() actor: AccountActor,
  ): Promise<Page<LibraryEntry>> {
    const { locale: wanted, ...page } = query;
    const locales = wanted === undefined ? [] : [wanted];
    return this.listLibrary.execute({ accountId: actor.accountId, locales, page });
  }

  @Get(':packageName/download')
  @Endpoint({
    summary: 'A link to the version of an app that I own and that my device gets',
    description:
      'Decided anew each time: a block says what owners keep. `device` describes the device (JSON), `installed` is the version ' +
      'code on it. The links work for five minutes.',
    access: signedIn(),
    returns: download,
    params: { packageName: 'The app.' },
    problems: [404, 409, 410, 451],
  })
  async linkDownload(
    @Param('packageName', { schema: packageName }) name: string,
    @Query({ schema: downloadQuery }) query: z.infer<typeof downloadQuery>,
    @CurrentActor() actor: AccountActor,
  ): Promise<z.infer<typeof download>> {
    const file = await this.authoriseDownload.execute({ actor, packageName: name, ...query });
    const { sha256, sizeBytes, versionCode, versionName, fileKey } = file;
    const fileName = `${name}-${versionCode}.apk`;
    const link = this.links.make({ fileKey, sha256, fileName, accountId: actor.accountId });
    const expansionFiles = file.expansionFiles.map((one) => this.linkBeside(one, name, actor));
    return { ...link, sha256, sizeBytes, versionCode, versionName, expansionFiles };
  }

  private linkBeside(
    { type, versionCode, sha256, sizeBytes, fileKey }: DeliverableExpansion,
    packageName: string,
    { accountId }: AccountActor,
  ): z.infer<typeof expansionFile> {
    const name = expansionFileName({ type, versionCode }, packageName);
    const link = this.links.make({ fileKey, sha256, fileName: name, accountId });
    return { type, name, ...link, sha256, sizeBytes };
  }
}

import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ListRefusedFiles, RefuseFile, type RefusedFileView } from '@portolan/catalog';
import type { AccountActor, Page } from '@portolan/platform';
import { z } from 'zod';
import { staff } from '../../auth/access';
import { CurrentActor } from '../../auth/current-actor';
import { Endpoint } from '../../http/endpoint';
import { instant, pageOf, pageQuery, text, uuid } from '../../http/schemas';

const fields = { sha256: z.string().regex(/^[0-9a-f]{64}$/), reason: text(1, 500) };
const body = z.strictObject(fields).meta({ id: 'RefuseFile' });
const refusedFile = z.object({ ...fields, addedBy: uuid, addedAt: instant }).meta({ id: 'RefusedFile' });

/** Files that the store takes from nobody. */
@ApiTags('operations')
@Controller('v1/ops/refused-files')
export class RefusedFilesController {
  constructor(
    private readonly refuseFile: RefuseFile,
    private readonly listRefusedFiles: ListRefusedFiles,
  ) {}

  @Post()
  @Endpoint({
    summary: 'Take a file from nobody any more, by its SHA-256',
    description: 'Uploads of it answer `artifact-known-bad`. Releases that have it already stay.',
    access: staff('reviewer'),
    status: 204,
    problems: [409, 422],
  })
  async refuse(
    @Body({ schema: body }) { sha256, reason }: z.infer<typeof body>,
    @CurrentActor() actor: AccountActor,
  ): Promise<void> {
    await this.refuseFile.execute({ sha256, reason, actor });
  }

  @Get()
  @Endpoint({
    summary: 'The files that the store takes from nobody, newest first',
    access: staff('reviewer'),
    returns: pageOf(refusedFile),
  })
  list(@Query({ schema: pageQuery }) page: z.infer<typeof pageQuery>): Promise<Page<RefusedFileView>> {
    return this.listRefusedFiles.execute(page);
  }
}

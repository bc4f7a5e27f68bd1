import { Controller, Get, Param } from '@nestjs/common';
import { notFound } from '@portolan/platform';
import { z } from 'zod';
import { OwnedApp } from '../auth/current-actor';
import { ListFiles } from './edits/list-files';
import { APPLICATION, PlayRoute } from './play-route';

const key = z.object({
  packageName: z.string(),
  versionCode: z.coerce.number().int().min(0).max(2_147_483_647),
});

/** `generatedapks`: there are none, because what is delivered is the package that was uploaded. */
@Controller(`${APPLICATION}/generatedApks/:versionCode`)
export class PlayGeneratedApksController {
  constructor(private readonly files: ListFiles) {}

  @Get()
  @PlayRoute('apps:read')
  async list(@OwnedApp() appId: string, @Param({ schema: key }) path: z.infer<typeof key>) {
    const packages = await this.files.packages(appId);
    if (!packages.some((one) => one.versionCode === path.versionCode))
      throw notFound('version', String(path.versionCode));
    return { generatedApks: [] };
  }
}

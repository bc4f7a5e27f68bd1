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

/**
 * `generatedapks`: what was generated and signed from an app bundle. There is none, because bundles are refused and what is delivered
 * is the package that was uploaded; to show that one here would say that the store made it.
 */
@Controller(`${APPLICATION}/generatedApks/:versionCode`)
export class PlayGeneratedApksController {
  constructor(private readonly files: ListFiles) {}

  @Get()
  @PlayRoute('apps:read')
  async list(@OwnedApp() appId: string, @Param({ schema: key }) path: z.infer<typeof key>) {
    await this.requireVersion(appId, path.versionCode);
    return { generatedApks: [] };
  }

  /** `{downloadId}:download`: a colon begins a parameter in the router's own language. There is no id that `list` gave. */
  @Get('downloads/:downloadAndVerb')
  @PlayRoute('apps:read')
  async download(
    @OwnedApp() appId: string,
    @Param({ schema: key }) path: z.infer<typeof key>,
  ): Promise<never> {
    await this.requireVersion(appId, path.versionCode);
    throw notFound('generated-apk');
  }

  private async requireVersion(appId: string, versionCode: number): Promise<void> {
    const packages = await this.files.packages(appId);
    if (!packages.some((one) => one.versionCode === versionCode))
      throw notFound('version', String(versionCode));
  }
}

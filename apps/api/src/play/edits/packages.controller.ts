import { Controller, Get, Param } from '@nestjs/common';
import { ReadEdit } from '@portolan/catalog';
import { DescribeItemMarkets } from '@portolan/regions';
import { OwnedApp } from '../../auth/current-actor';
import { APPLICATION, PlayRoute } from '../play-route';
import { known } from './edits.controller';
import { ListFiles } from './list-files';

const NOT_SELECTED = 'COMMERCIAL.NOT_SELECTED_BY_PUBLISHER';

/** `edits.apks`, `edits.bundles` and `edits.countryavailability`. */
@Controller(`${APPLICATION}/edits/:editId`)
export class PlayPackagesController {
  constructor(
    private readonly readEdit: ReadEdit,
    private readonly files: ListFiles,
    private readonly describeMarkets: DescribeItemMarkets,
  ) {}

  @Get('apks')
  @PlayRoute('apps:read')
  async apks(@OwnedApp() appId: string, @Param('editId') editId: string) {
    await this.readEdit.execute({ appId, editId: known(editId) });
    const packages = await this.files.packages(appId);
    return {
      kind: 'androidpublisher#apksListResponse',
      apks: packages.map(({ versionCode, sha256 }) => ({ versionCode, binary: { sha256 } })),
    };
  }

  /** There are none: App Bundles are refused. */
  @Get('bundles')
  @PlayRoute('apps:read')
  async bundles(@OwnedApp() appId: string, @Param('editId') editId: string) {
    await this.readEdit.execute({ appId, editId: known(editId) });
    return { kind: 'androidpublisher#bundlesListResponse', bundles: [] };
  }

  /** The markets that the publisher chose; whether the store sells there is another question. */
  @Get('countryAvailability/:track')
  @PlayRoute('apps:read')
  async countries(@OwnedApp() appId: string, @Param('editId') editId: string) {
    await this.readEdit.execute({ appId, editId: known(editId) });
    const markets = await this.describeMarkets.execute({
      itemId: appId,
      action: 'acquire',
      reader: 'publisher',
    });
    const chosen = markets.filter(({ reasons }) => !reasons.some(({ code }) => code === NOT_SELECTED));
    return {
      countries: chosen.map(({ market }) => ({ countryCode: market })),
      restOfWorld: false,
      syncWithProduction: true,
    };
  }
}

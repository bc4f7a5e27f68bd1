import { Body, Controller, Get, Param, Put, UseInterceptors } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { AccountActor } from '@portolan/platform';
import { GetTerritories, SelectTerritories, type Territories } from '@portolan/regions';
import type { z } from 'zod';
import { staff } from '../../auth/access';
import { CurrentActor } from '../../auth/current-actor';
import { Endpoint } from '../../http/endpoint';
import { uuid } from '../../http/schemas';
import { IfMatchVersion, VersionTag } from '../../http/version-tag';
import { selectionBody, territories } from '../../publisher/territories-schemas';

const params = { deviceId: 'The device.' };

/** Where a device is offered: staff speak for its publisher. */
@ApiTags('operations')
@Controller('v1/ops/devices/:deviceId/territories')
export class DeviceTerritoriesController {
  constructor(
    private readonly getTerritories: GetTerritories,
    private readonly selectTerritories: SelectTerritories,
  ) {}

  @Get()
  @UseInterceptors(VersionTag)
  @Endpoint({
    summary: 'Where the device is offered',
    access: staff('reviewer', 'market-manager', 'market-approver', 'legal', 'support'),
    returns: territories,
    params,
    problems: [404],
  })
  get(@Param('deviceId', { schema: uuid }) itemId: string): Promise<Territories> {
    return this.getTerritories.execute({ itemId, kind: 'device' });
  }

  @Put()
  @UseInterceptors(VersionTag)
  @Endpoint({
    summary: 'Select where the device is offered, from now on',
    access: staff('market-manager'),
    returns: territories,
    params,
    problems: [404, 412, 422],
  })
  select(
    @Param('deviceId', { schema: uuid }) itemId: string,
    @Body({ schema: selectionBody }) body: z.infer<typeof selectionBody>,
    @IfMatchVersion() ifVersion: number | undefined,
    @CurrentActor() actor: AccountActor,
  ): Promise<Territories> {
    return this.selectTerritories.execute({ ...body, itemId, kind: 'device', ifVersion, actor });
  }
}

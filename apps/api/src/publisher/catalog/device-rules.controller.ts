import { Body, Controller, Get, Param, Put, UseInterceptors } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type DeviceRulesView, EXCLUDED_MODELS_MAX, GetDeviceRules, PutDeviceRules } from '@portolan/catalog';
import type { AccountActor } from '@portolan/platform';
import { z } from 'zod';
import { memberOf } from '../../auth/access';
import { CurrentActor } from '../../auth/current-actor';
import { Endpoint } from '../../http/endpoint';
import { text, uuid } from '../../http/schemas';
import { IfMatchVersion, VersionTag } from '../../http/version-tag';
import { appParam } from './schemas';

const fields = {
  minRamBytes: z.number().int().min(1).max(Number.MAX_SAFE_INTEGER).nullable(),
  excludedModels: z.array(text(1, 100)).max(EXCLUDED_MODELS_MAX),
};
const putBody = z.strictObject(fields).meta({ id: 'PutDeviceRules' });
const deviceRules = z.object({ ...fields, version: z.number().int() }).meta({ id: 'DeviceRules' });

/** Devices that a publisher leaves out, beyond what the packages say. */
@ApiTags('publisher')
@Controller('v1/apps/:appId/device-rules')
@UseInterceptors(VersionTag)
export class DeviceRulesController {
  constructor(
    private readonly getRules: GetDeviceRules,
    private readonly putRules: PutDeviceRules,
  ) {}

  @Get()
  @Endpoint({
    summary: 'Which devices an app leaves out',
    access: memberOf('app', 'appId', 'apps:read'),
    returns: deviceRules,
    params: appParam,
    problems: [404],
  })
  get(@Param('appId', { schema: uuid }) appId: string): Promise<DeviceRulesView> {
    return this.getRules.execute(appId);
  }

  @Put()
  @Endpoint({
    summary: 'Leave devices out: those with less memory, and models by name',
    description:
      'At once and for all releases; who has the app keeps it. With `If-Match` only over the version that it names; `"0"` means that ' +
      'there are none yet.',
    access: memberOf('app', 'appId', 'releases:write'),
    returns: deviceRules,
    params: appParam,
    problems: [404, 412],
  })
  put(
    @Param('appId', { schema: uuid }) appId: string,
    @Body({ schema: putBody }) body: z.infer<typeof putBody>,
    @IfMatchVersion() expectedVersion: number | undefined,
    @CurrentActor() actor: AccountActor,
  ): Promise<DeviceRulesView> {
    return this.putRules.execute({ ...body, appId, expectedVersion, actor });
  }
}

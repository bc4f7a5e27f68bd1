import { Body, Controller, Get, Param, Patch, Post, Query, UseInterceptors } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CreateDevice, type DeviceSummary, GetDevice, ListDevices, UpdateDevice } from '@portolan/catalog';
import type { AccountActor, Page } from '@portolan/platform';
import { z } from 'zod';
import { staff } from '../../auth/access';
import { CurrentActor } from '../../auth/current-actor';
import { Endpoint } from '../../http/endpoint';
import { pageOf, pageQuery, uuid } from '../../http/schemas';
import { IfMatchVersion, VersionTag } from '../../http/version-tag';
import {
  createDeviceBody,
  device,
  deviceSummary,
  toLaunch,
  updateDeviceBody,
  viewDevice,
} from './device-schemas';

type DeviceAnswer = ReturnType<typeof viewDevice>;
const deviceParam = { deviceId: 'The device.' };

/** Devices, which staff record. */
@ApiTags('operations')
@Controller('v1/ops/devices')
export class DevicesController {
  constructor(
    private readonly createDevice: CreateDevice,
    private readonly updateDevice: UpdateDevice,
    private readonly getDevice: GetDevice,
    private readonly listDevices: ListDevices,
  ) {}

  @Post()
  @UseInterceptors(VersionTag)
  @Endpoint({
    summary: 'Record a device',
    description: 'It is an item from now on, and is sold where the rules allow and it has a price.',
    access: staff('market-manager'),
    status: 201,
    returns: device,
    problems: [409, 422],
  })
  async create(
    @Body({ schema: createDeviceBody }) body: z.infer<typeof createDeviceBody>,
    @CurrentActor() actor: AccountActor,
  ): Promise<DeviceAnswer> {
    return viewDevice(await this.createDevice.execute({ ...body, launch: toLaunch(body.launch), actor }));
  }

  @Get()
  @Endpoint({
    summary: 'All devices by slug',
    access: staff('market-manager', 'market-approver', 'legal', 'support'),
    returns: pageOf(deviceSummary),
  })
  list(@Query({ schema: pageQuery }) page: z.infer<typeof pageQuery>): Promise<Page<DeviceSummary>> {
    return this.listDevices.execute(page);
  }

  @Get(':deviceId')
  @UseInterceptors(VersionTag)
  @Endpoint({
    summary: 'One device with all its names',
    access: staff('market-manager', 'market-approver', 'legal', 'support'),
    returns: device,
    params: deviceParam,
    problems: [404],
  })
  async get(@Param('deviceId', { schema: uuid }) deviceId: string): Promise<DeviceAnswer> {
    return viewDevice(await this.getDevice.execute(deviceId));
  }

  @Patch(':deviceId')
  @UseInterceptors(VersionTag)
  @Endpoint({
    summary: 'Change what is named',
    description:
      '`names` and `attributes` are replaced as a whole. With `If-Match` only the version that it names is changed.',
    access: staff('market-manager'),
    returns: device,
    params: deviceParam,
    problems: [404, 412, 422],
  })
  async update(
    @Param('deviceId', { schema: uuid }) deviceId: string,
    @Body({ schema: updateDeviceBody }) body: z.infer<typeof updateDeviceBody>,
    @IfMatchVersion() expectedVersion: number | undefined,
    @CurrentActor() actor: AccountActor,
  ): Promise<DeviceAnswer> {
    const launch = toLaunch(body.launch);
    return viewDevice(await this.updateDevice.execute({ ...body, launch, deviceId, expectedVersion, actor }));
  }
}

import { Injectable } from '@nestjs/common';
import { DeviceRepository } from '../../persistence/devices/device-repository';
import { type DeviceView, viewDevice } from './device-view';

/** One device with all its names. @throws DomainError `device-not-found`. */
@Injectable()
export class GetDevice {
  constructor(private readonly devices: DeviceRepository) {}

  async execute(deviceId: string): Promise<DeviceView> {
    return viewDevice(await this.devices.get(deviceId), await this.devices.namesOf(deviceId));
  }
}

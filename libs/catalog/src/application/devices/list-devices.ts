import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '@portolan/platform';
import { DeviceIndex, type DeviceSummary } from '../../persistence/read-models/device-index';

/** All devices by slug, for staff. @throws DomainError `cursor-invalid`. */
@Injectable()
export class ListDevices {
  constructor(private readonly index: DeviceIndex) {}

  async execute(page: PageRequest): Promise<Page<DeviceSummary>> {
    return this.index.list(page);
  }
}

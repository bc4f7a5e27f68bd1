import { Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog, Clock, DomainError, Transactional } from '@portolan/platform';
import { checkAttributes } from '@portolan/regions';
import { checkItemCategory } from '../../domain/category/category-tree';
import { checkDeviceNames } from '../../domain/device/device';
import { DeviceRepository } from '../../persistence/devices/device-repository';
import type { CreateDeviceCommand } from './create-device';
import { DeviceItem } from './device-item';
import { type DeviceView, viewDevice } from './device-view';

export interface UpdateDeviceCommand extends Partial<
  Pick<CreateDeviceCommand, 'category' | 'names' | 'attributes' | 'launch' | 'releasedOn'>
> {
  deviceId: string;
  /** The version that the change was made from; left out, it changes whatever is there. */
  expectedVersion?: number | undefined;
  actor: AccountActor;
}

/**
 * Changes what is named; `names` and `attributes` are replaced as a whole. The slug stays: it stands in addresses.
 * @throws DomainError `device-not-found`, `device-changed` (412), and what `CreateDevice` throws.
 */
@Injectable()
export class UpdateDevice {
  constructor(
    private readonly devices: DeviceRepository,
    private readonly item: DeviceItem,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async execute(command: UpdateDeviceCommand): Promise<DeviceView> {
    const { deviceId, expectedVersion, actor } = command;
    const device = await this.devices.lock(deviceId);
    const knownNames = await this.devices.namesOf(deviceId);
    const before = viewDevice(device, knownNames);
    if (expectedVersion !== undefined && expectedVersion !== device.version) {
      throw new DomainError(
        'precondition-failed',
        'device-changed',
        'Somebody else changed this device first.',
        {
          extra: { currentVersion: device.version },
        },
      );
    }
    if (command.category !== undefined) {
      checkItemCategory('device', command.category);
      device.category = command.category;
    }
    if (command.attributes !== undefined) {
      checkAttributes(command.attributes);
      device.attributes = command.attributes;
    }
    const names = command.names === undefined ? knownNames : checkDeviceNames(command.names);
    if (command.launch !== undefined) device.launch = command.launch;
    if (command.releasedOn !== undefined) device.releasedOn = command.releasedOn;
    device.version += 1;
    device.updatedAt = this.clock.now();
    await this.devices.save(device, names);
    await this.item.put(device);
    const after = viewDevice(device, names);
    await this.audit.record({
      actor,
      action: 'device.update',
      subject: { type: 'device', id: deviceId },
      before,
      after,
    });
    return after;
  }
}

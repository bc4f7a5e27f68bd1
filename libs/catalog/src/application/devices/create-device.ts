import { Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog, Clock, Ids, Transactional } from '@portolan/platform';
import { type AttributeValue, checkAttributes, type Launch } from '@portolan/regions';
import { checkItemCategory } from '../../domain/category/category-tree';
import { checkDeviceNames, checkSlug, type DeviceName } from '../../domain/device/device';
import { DeviceRepository } from '../../persistence/devices/device-repository';
import { DeviceItem } from './device-item';
import { type DeviceView, viewDevice } from './device-view';

export interface CreateDeviceCommand {
  /** Whose device it is; their territory selection applies to it. */
  publisherId: string;
  slug: string;
  /** A path below `device/`. */
  category: string;
  /** By locale; `en` is required. */
  names: Record<string, DeviceName>;
  attributes: Record<string, AttributeValue>;
  launch?: Launch | null | undefined;
  /** The day it came out, `2016-10-25`; told to readers, not decided on. */
  releasedOn?: string | null | undefined;
  actor: AccountActor;
}

/**
 * Records a device and makes it an item that can be sold where the rules allow.
 * @throws DomainError `device-slug-invalid`, `device-slug-taken`, `device-names-invalid`, `category-unknown`,
 *   `category-of-other-kind`, `invalid-attribute`, `invalid-local-time`.
 */
@Injectable()
export class CreateDevice {
  constructor(
    private readonly devices: DeviceRepository,
    private readonly item: DeviceItem,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  @Transactional()
  async execute(command: CreateDeviceCommand): Promise<DeviceView> {
    const { publisherId, slug, category, attributes, launch = null, releasedOn = null, actor } = command;
    checkSlug(slug);
    checkItemCategory('device', category);
    checkAttributes(attributes);
    const names = checkDeviceNames(command.names);
    const now = this.clock.now();
    const device = {
      id: this.ids.next(),
      publisherId,
      slug,
      category,
      attributes,
      launch,
      releasedOn,
      version: 1,
      createdAt: now,
      updatedAt: now,
    };
    await this.devices.insert(device, names);
    await this.item.put(device);
    const after = viewDevice(device, names);
    await this.audit.record({
      actor,
      action: 'device.create',
      subject: { type: 'device', id: device.id },
      after,
    });
    return after;
  }
}

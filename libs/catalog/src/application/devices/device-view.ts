import type { AttributeValue, Launch } from '@portolan/regions';
import type { DeviceName } from '../../domain/device/device';
import type { Device } from '../../persistence/devices/device.entity';

/** A device as staff read it. `version` rises with each change. */
export interface DeviceView {
  id: string;
  publisherId: string;
  slug: string;
  category: string;
  names: Record<string, DeviceName>;
  /** Names of the regions' whitelist: what availability is decided on. */
  attributes: Record<string, AttributeValue>;
  /** When selling begins, as regions understands it; null when there is nothing to wait for. */
  launch: Launch | null;
  releasedOn: string | null;
  version: number;
  updatedAt: string;
}

export function viewDevice(device: Device, names: Record<string, DeviceName>): DeviceView {
  const { id, publisherId, slug, category, attributes, launch, releasedOn, version } = device;
  const updatedAt = device.updatedAt.toISOString();
  return { id, publisherId, slug, category, names, attributes, launch, releasedOn, version, updatedAt };
}

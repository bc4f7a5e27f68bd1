import { Injectable } from '@nestjs/common';
import { BaseRepository, DomainError, notFound, withConstraints } from '@portolan/platform';
import type { DeviceName } from '../../domain/device/device';
import { Device } from './device.entity';

export type DeviceNames = Record<string, DeviceName>;

/** Loads and saves a device with its names. */
@Injectable()
export class DeviceRepository extends BaseRepository {
  /** @throws DomainError `device-slug-taken`. */
  async insert(device: Device, names: DeviceNames): Promise<void> {
    const taken = () =>
      new DomainError('conflict', 'device-slug-taken', `"${device.slug}" is a device of this store already.`);
    await withConstraints({ device_slug_unique: taken }, () => this.manager.insert(Device, device));
    await this.insertNames(device.id, names);
  }

  /** @throws DomainError `device-not-found`. */
  async get(id: string): Promise<Device> {
    return this.found(await this.manager.findOneBy(Device, { id }));
  }

  /** Locks the device until the transaction ends. @throws DomainError `device-not-found`. */
  async lock(id: string): Promise<Device> {
    return this.found(
      await this.manager.findOne(Device, { where: { id }, lock: { mode: 'pessimistic_write' } }),
    );
  }

  async namesOf(id: string): Promise<DeviceNames> {
    const rows = await this.query<{ locale: string; name: string; summary: string }>(
      'SELECT n.locale, n.name, n.summary FROM device_name n WHERE n.device_id = $1 ORDER BY n.locale',
      [id],
    );
    return Object.fromEntries(rows.map(({ locale, name, summary }) => [locale, { name, summary }]));
  }

  async save(device: Device, names: DeviceNames): Promise<void> {
    await this.manager.save(Device, device);
    await this.query('DELETE FROM device_name WHERE device_id = $1', [device.id]);
    await this.insertNames(device.id, names);
  }

  private async insertNames(id: string, names: DeviceNames): Promise<void> {
    const entries = Object.entries(names);
    await this.query(
      `INSERT INTO device_name (device_id, locale, name, summary)
       SELECT $1, n.locale, n.name, n.summary FROM unnest($2::text[], $3::text[], $4::text[]) AS n(locale, name, summary)`,
      [
        id,
        entries.map(([locale]) => locale),
        entries.map(([, { name }]) => name),
        entries.map(([, { summary }]) => summary),
      ],
    );
  }

  private found(device: Device | null): Device {
    if (device === null) throw notFound('device');
    return device;
  }
}

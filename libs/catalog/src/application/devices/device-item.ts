import { Injectable } from '@nestjs/common';
import { PutItem, SetItemFacts } from '@portolan/regions';
import { shelfRank } from '../../domain/shelf-rank';
import type { Device } from '../../persistence/devices/device.entity';

/** Tells regions of a device, in the transaction that changes it. Devices are published as soon as staff record them. */
@Injectable()
export class DeviceItem {
  constructor(
    private readonly putItem: PutItem,
    private readonly setFacts: SetItemFacts,
  ) {}

  async put(device: Device): Promise<void> {
    const { id, category, publisherId, attributes, launch, createdAt } = device;
    const rank = shelfRank(createdAt);
    await this.putItem.execute({ id, kind: 'device', category, publisherId, attributes });
    await this.setFacts.execute({ itemId: id, published: true, free: false, launch, rank });
  }
}

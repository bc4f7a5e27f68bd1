import { Injectable } from '@nestjs/common';
import { Deliverables } from '../ports/deliverables';

/** Which apps have no package that runs on a device. One that has nothing to deliver yet is none of them. */
@Injectable()
export class FindMisfits {
  constructor(private readonly deliverables: Deliverables) {}

  async execute(query: {
    accountId: string;
    market: string;
    /** Devices among them run on nothing, and fit. */
    itemIds: readonly string[];
    /** Undefined: no device is named, and nothing is held against it. */
    device: object | undefined;
  }): Promise<Set<string>> {
    const { accountId, market, itemIds, device } = query;
    if (device === undefined) return new Set();
    return this.deliverables.unfitFor({ accountId, market, device }, itemIds);
  }
}

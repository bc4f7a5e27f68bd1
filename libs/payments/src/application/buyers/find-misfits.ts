import { Injectable } from '@nestjs/common';
import { Deliverables } from '../ports/deliverables';

/** Which apps have no package that runs on a device. One that has nothing to deliver yet is none of them. */
@Injectable()
export class FindMisfits {
  constructor(private readonly deliverables: Deliverables) {}

  async execute(query: {
    accountId: string;
    market: string;
    appIds: readonly string[];
    /** Undefined: no device is named, and nothing is held against it. */
    device: object | undefined;
  }): Promise<Set<string>> {
    const { accountId, market, appIds, device } = query;
    const unfit = new Set<string>();
    if (device === undefined) return unfit;
    for (const appId of appIds) {
      const answer = await this.deliverables.choose(appId, { accountId, market, device });
      if (answer.kind === 'unfit') unfit.add(appId);
    }
    return unfit;
  }
}

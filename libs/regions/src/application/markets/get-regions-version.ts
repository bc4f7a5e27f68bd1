import { Injectable } from '@nestjs/common';
import { Clock } from '@portolan/platform';
import { CurrentRules } from '../decisions/current-rules';

/**
 * Which markets there are and what they pay with, as a version that can be read: `2026/01` is the month (UTC) in which a market was
 * last added, or a currency last came or went, up to now. `null`: there are no markets.
 */
@Injectable()
export class GetRegionsVersion {
  constructor(
    private readonly rules: CurrentRules,
    private readonly clock: Clock,
  ) {}

  async execute(): Promise<string | null> {
    const { markets } = (await this.rules.get()).snapshot.markets;
    const now = this.clock.now().getTime();
    let last: number | null = null;
    for (const { addedAt, currencies } of markets)
      for (const at of [addedAt, ...currencies.flatMap(({ from, until }) => [from, until])])
        if (at !== null && at <= now && (last === null || at > last)) last = at;
    return last === null ? null : new Date(last).toISOString().slice(0, 7).replace('-', '/');
  }
}

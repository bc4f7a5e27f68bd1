import { Injectable } from '@nestjs/common';
import { Clock } from '@portolan/platform';
import { LiveAtlas } from '../../decisions/live-atlas';

export interface HeldCredentialsQuery {
  publisherId: string;
  type: string;
  /** A market's code. */
  market: string;
}

/** Which credentials of a publisher count in a market now, by id, the newest first. From memory, by the rules that lists follow. */
@Injectable()
export class FindHeldCredentials {
  constructor(
    private readonly live: LiveAtlas,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `unknown-market`; `rules-not-loaded` (503) for a moment after the start. */
  async execute({ publisherId, type, market }: HeldCredentialsQuery): Promise<string[]> {
    const { markets, credentials } = (await this.live.now()).rules.snapshot;
    const { slot } = markets.market(market);
    const held = credentials.inForce({ publisherId, type, slot, at: this.clock.now().getTime() });
    return held.map(({ row }) => row.id).sort((a, b) => (a < b ? 1 : -1));
  }
}

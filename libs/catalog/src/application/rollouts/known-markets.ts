import { Injectable } from '@nestjs/common';
import { DomainError } from '@portolan/platform';
import { FindLegalTender } from '@portolan/regions';

/** What the rules know of markets' codes, for releases that are targeted at some. */
@Injectable()
export class KnownMarkets {
  constructor(private readonly legalTender: FindLegalTender) {}

  /** @throws DomainError `market-unknown`. */
  async check(codes: readonly string[]): Promise<void> {
    if (codes.length === 0) return;
    const known = await this.legalTender.execute({ markets: codes });
    const unknown = codes.filter((code) => !known.has(code));
    if (unknown.length > 0)
      throw new DomainError(
        'invalid',
        'market-unknown',
        `No such market: ${unknown.slice(0, 20).join(', ')}.`,
      );
  }

  /** The market, then those that it is a part of. An unknown one is on its own. */
  async chainOf(market: string): Promise<readonly string[]> {
    return (await this.legalTender.execute({ markets: [market] })).get(market)?.chain ?? [market];
  }
}

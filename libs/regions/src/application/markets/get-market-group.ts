import { Injectable } from '@nestjs/common';
import { notFound } from '@portolan/platform';
import type { MarketGroup } from '../../domain';
import { CurrentRules } from '../decisions/current-rules';

/** A group with its dated members. @throws DomainError `market-group-not-found`. */
@Injectable()
export class GetMarketGroup {
  constructor(private readonly rules: CurrentRules) {}

  async execute({ code }: { code: string }): Promise<MarketGroup> {
    const group = (await this.rules.get()).groups.find((one) => one.code === code);
    if (group === undefined) throw notFound('market-group', code);
    return group;
  }
}

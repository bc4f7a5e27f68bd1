import { Injectable } from '@nestjs/common';
import { type Actor, AuditLog, notFound, Transactional } from '@portolan/platform';
import { MarketRepository } from '../../persistence/market-repository';
import { RegionEpoch } from '../../persistence/region-epoch';
import { CurrentRules } from '../decisions/current-rules';
import { requireStaff } from '../shared/require-staff';

export interface RenameMarketCommand {
  market: string;
  name: string;
  reason: string;
  actor: Actor;
}

/** Another display name for a market; its code is for ever. @throws DomainError `role-required`, `market-not-found`. */
@Injectable()
export class RenameMarket {
  constructor(
    private readonly epoch: RegionEpoch,
    private readonly rules: CurrentRules,
    private readonly markets: MarketRepository,
    private readonly audit: AuditLog,
  ) {}

  @Transactional()
  async execute({ market: code, name, reason, actor }: RenameMarketCommand): Promise<void> {
    requireStaff(actor, 'market-manager', 'admin');
    await this.epoch.change({ actor, kind: 'market.rename', ids: [code] }, async (recordedAt) => {
      const { rows } = await this.rules.get();
      const known = rows.markets.find((one) => one.code === code);
      if (known === undefined) throw notFound('market', code);
      await this.markets.setName(code, name, recordedAt);
      const subject = { type: 'market', id: code };
      const [before, after] = [{ name: known.name }, { name }];
      await this.audit.record({ actor, action: 'market.rename', subject, before, after, reason });
    });
  }
}

import { Injectable } from '@nestjs/common';
import { type Actor, AuditLog, notFound, Transactional } from '@portolan/platform';
import { MarketRepository } from '../../persistence/market-repository';
import { RegionEpoch } from '../../persistence/region-epoch';
import { CurrentRules } from '../decisions/current-rules';
import { FourEyes } from '../shared/four-eyes';
import { requireStaff } from '../shared/require-staff';
import { assertPlaces, readInstant } from '../shared/rule-input';

export interface SucceedMarketCommand {
  market: string;
  /** In place of those that there were: one for a code that was renamed, several for a split; none takes a succession back. */
  successors: readonly string[];
  /** The day on which they take its place. Default: now. */
  from?: Date;
  reason: string;
  actor: Actor;
}

/**
 * Says which markets take the place of another from a day on: rules that name the old code then hold in them, too. The old market's
 * status, its prices and its memberships stay as they are; closing it is an edit of its own.
 * @throws DomainError `role-required`, `approval-required`, `market-not-found`, `invalid-market` (it took the place of one of them itself), `invalid-instant`.
 */
@Injectable()
export class SucceedMarket {
  constructor(
    private readonly epoch: RegionEpoch,
    private readonly rules: CurrentRules,
    private readonly markets: MarketRepository,
    private readonly fourEyes: FourEyes,
    private readonly audit: AuditLog,
  ) {}

  @Transactional()
  async execute({ market: code, from, reason, actor, ...command }: SucceedMarketCommand): Promise<void> {
    requireStaff(actor, 'market-manager', 'legal', 'admin');
    await this.epoch.change({ actor, kind: 'market.succeed', ids: [code] }, async (recordedAt) => {
      const { markets, groups } = (await this.rules.get()).rows;
      const [known] = [code, ...command.successors].map((one) => {
        const found = markets.find((market) => market.code === one);
        if (found === undefined) throw notFound('market', one);
        return found;
      });
      const at = readInstant(from ?? this.epoch.now);
      const successors = [...new Set(command.successors)].map((market) => ({ market, from: at }));
      assertPlaces(
        markets.map((market) => (market.code === code ? { ...market, successors } : market)),
        groups,
      );
      await this.fourEyes.refuseAlone(actor, {
        do: 'succeed-market',
        market: code,
        from,
        reason,
        ...command,
      });
      await this.markets.setSuccessors(code, successors, recordedAt);
      this.epoch.notePlaces();
      const subject = { type: 'market', id: code };
      const before = { successors: known?.successors ?? [] };
      await this.audit.record({
        actor,
        action: 'market.succeed',
        subject,
        before,
        after: { successors },
        reason,
      });
    });
  }
}

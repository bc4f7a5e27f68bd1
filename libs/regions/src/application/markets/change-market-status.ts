import { Injectable } from '@nestjs/common';
import { type Actor, AuditLog, DomainError, notFound, Transactional } from '@portolan/platform';
import { type MarketStatus, statusAt } from '../../domain';
import { MarketRepository } from '../../persistence/market-repository';
import { RegionEpoch } from '../../persistence/region-epoch';
import { CurrentRules } from '../decisions/current-rules';
import { FourEyes } from '../shared/four-eyes';
import { requireStaff } from '../shared/require-staff';
import { readInstant } from '../shared/rule-input';

export interface ChangeMarketStatusCommand {
  market: string;
  status: MarketStatus;
  /** When it begins: now (default) or later. */
  from?: Date | undefined;
  reason: string;
  actor: Actor;
}

/**
 * Opens, suspends or closes a market from an instant on. Whatever was scheduled for then or later is taken back, so that
 * a market closed in an emergency does not open again by itself.
 * @throws DomainError `role-required`, `approval-required`, `market-not-found`, `instant-in-past`, `invalid-instant`,
 *   `market-status-transition` (conflict).
 */
@Injectable()
export class ChangeMarketStatus {
  constructor(
    private readonly epoch: RegionEpoch,
    private readonly rules: CurrentRules,
    private readonly markets: MarketRepository,
    private readonly fourEyes: FourEyes,
    private readonly audit: AuditLog,
  ) {}

  @Transactional()
  async execute(command: ChangeMarketStatusCommand): Promise<void> {
    const { market: code, status, from, reason, actor } = command;
    requireStaff(actor, 'market-manager', 'market-approver', 'admin');
    await this.epoch.change({ actor, kind: `market.${status}`, ids: [code] }, async (recordedAt) => {
      const market = (await this.rules.get()).snapshot.markets.markets.find((one) => one.code === code);
      if (market === undefined) throw notFound('market', code);
      const now = this.epoch.now;
      const begins = readInstant(from ?? now);
      if (begins < now.getTime()) {
        const detail = 'A market changes now or later; what it was in the past stays recorded.';
        const errors = [{ pointer: '/from', code: 'instant-in-past', detail }];
        throw new DomainError('invalid', 'instant-in-past', detail, { errors });
      }
      if (status === 'planned' && statusAt(market, begins) !== 'planned') {
        const detail = 'A market that was opened or closed is not planned again.';
        throw new DomainError('conflict', 'market-status-transition', detail);
      }
      await this.fourEyes.refuseAlone(actor, { do: 'change-market-status', ...command });
      await this.markets.setStatus(code, status, begins, recordedAt);
      const before = { statuses: market.statuses };
      const after = { status, from: begins };
      const subject = { type: 'market', id: code };
      await this.audit.record({ actor, action: `market.${status}`, subject, before, after, reason });
    });
  }
}

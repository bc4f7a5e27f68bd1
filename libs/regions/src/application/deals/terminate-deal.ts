import { Injectable } from '@nestjs/common';
import { type Actor, AuditLog, Transactional } from '@portolan/platform';
import { RegionEpoch } from '../../persistence/region-epoch';
import { DealRepository } from '../../persistence/rules/deal-repository';
import { endRule } from '../shared/end-rule';
import { requireStaff } from '../shared/require-staff';
import { readInstant } from '../shared/rule-input';

export interface TerminateDealCommand {
  dealId: string;
  /** The day on which it ends. Default: now. May lie in the past. */
  from?: Date;
  reason: string;
  actor: Actor;
}

/**
 * A deal ends on a day; from then on nothing that it issued counts. It opens nothing, so it takes one person.
 * @throws DomainError `role-required`, `deal-not-found`, `deal-ended` (conflict), `invalid-instant`.
 */
@Injectable()
export class TerminateDeal {
  constructor(
    private readonly epoch: RegionEpoch,
    private readonly deals: DealRepository,
    private readonly audit: AuditLog,
  ) {}

  @Transactional()
  async execute({ dealId: id, from, reason, actor }: TerminateDealCommand): Promise<void> {
    requireStaff(actor, 'market-manager', 'legal', 'admin');
    await this.epoch.change({ actor, kind: 'deal.terminate', ids: [id] }, async (recordedAt) => {
      const at = readInstant(from ?? this.epoch.now);
      const before = await endRule(this.deals, { id, noun: 'deal', at, recordedAt });
      const subject = { type: 'deal', id };
      await this.audit.record({
        actor,
        action: 'deal.terminate',
        subject,
        before: { spans: before },
        after: { until: at },
        reason,
      });
    });
  }
}

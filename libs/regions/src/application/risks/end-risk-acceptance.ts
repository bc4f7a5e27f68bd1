import { Injectable } from '@nestjs/common';
import { type Actor, AuditLog, Transactional } from '@portolan/platform';
import { RegionEpoch } from '../../persistence/region-epoch';
import { RequirementRepository } from '../../persistence/rules/requirement-repository';
import { RiskAcceptanceRepository } from '../../persistence/rules/risk-acceptance-repository';
import { endRule } from '../shared/end-rule';
import { restrictedTo } from '../shared/kept-for-legal';
import { requireStaff } from '../shared/require-staff';

export interface EndRiskAcceptanceCommand {
  acceptanceId: string;
  reason: string;
  actor: Actor;
}

/**
 * Nobody answers for the risk any more, from now on.
 * @throws DomainError `role-required`, `risk-acceptance-not-found`, `risk-acceptance-ended` (conflict).
 */
@Injectable()
export class EndRiskAcceptance {
  constructor(
    private readonly epoch: RegionEpoch,
    private readonly acceptances: RiskAcceptanceRepository,
    private readonly requirements: RequirementRepository,
    private readonly audit: AuditLog,
  ) {}

  @Transactional()
  async execute({ acceptanceId: id, reason, actor }: EndRiskAcceptanceCommand): Promise<void> {
    requireStaff(actor, 'market-manager', 'market-approver', 'legal', 'admin');
    await this.epoch.change({ actor, kind: 'risk.end', ids: [id] }, async (recordedAt) => {
      const at = this.epoch.now.getTime();
      const [before] = await endRule(this.acceptances, { id, noun: 'risk-acceptance', at, recordedAt });
      await this.audit.record({
        actor,
        action: 'risk.end',
        subject: { type: 'risk-acceptance', id },
        before,
        after: { ...before, valid: { ...before.valid, until: at } },
        reason,
        restrictedTo: restrictedTo(...(await this.requirements.spans(before.requirementId))),
      });
    });
  }
}

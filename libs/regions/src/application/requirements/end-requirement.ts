import { Injectable } from '@nestjs/common';
import { type Actor, AuditLog, Transactional } from '@portolan/platform';
import { RegionEpoch } from '../../persistence/region-epoch';
import { RequirementRepository } from '../../persistence/rules/requirement-repository';
import { endRule } from '../shared/end-rule';
import { FourEyes } from '../shared/four-eyes';
import { restrictedTo } from '../shared/kept-for-legal';
import { requireStaff } from '../shared/require-staff';

export interface EndRequirementCommand {
  requirementId: string;
  reason: string;
  actor: Actor;
}

/**
 * The law no longer asks for it, from now on.
 * @throws DomainError `role-required`, `approval-required`, `requirement-not-found`, `requirement-ended` (conflict).
 */
@Injectable()
export class EndRequirement {
  constructor(
    private readonly epoch: RegionEpoch,
    private readonly requirements: RequirementRepository,
    private readonly fourEyes: FourEyes,
    private readonly audit: AuditLog,
  ) {}

  @Transactional()
  async execute({ requirementId, reason, actor }: EndRequirementCommand): Promise<void> {
    requireStaff(actor, 'market-manager', 'market-approver', 'admin');
    await this.epoch.change({ actor, kind: 'requirement.end', ids: [requirementId] }, async (recordedAt) => {
      const now = this.epoch.now.getTime();
      await this.fourEyes.refuseAlone(actor, { do: 'end-requirement', requirementId, reason });
      const ending = { id: requirementId, noun: 'requirement', at: now, recordedAt };
      const [before] = await endRule(this.requirements, ending);
      const after = { ...before, valid: { ...before.valid, until: now } };
      const subject = { type: 'requirement', id: requirementId };
      await this.audit.record({
        actor,
        action: 'requirement.end',
        subject,
        before,
        after,
        reason,
        restrictedTo: restrictedTo(before),
      });
    });
  }
}

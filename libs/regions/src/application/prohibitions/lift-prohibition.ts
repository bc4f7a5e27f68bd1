import { Injectable } from '@nestjs/common';
import { type Actor, AuditLog, DomainError, notFound, Transactional } from '@portolan/platform';
import { RegionEpoch } from '../../persistence/region-epoch';
import { ProhibitionRepository } from '../../persistence/rules/prohibition-repository';
import { FourEyes } from '../shared/four-eyes';
import { restrictedTo } from '../shared/kept-for-legal';
import { roleRequired } from '../shared/require-staff';

export interface LiftProhibitionCommand {
  prohibitionId: string;
  reason: string;
  actor: Actor;
}

/**
 * Ends a prohibition now. Only the role `legal` may: neither an administrator nor the store itself. It opens, so it is an edit
 * of a change set, made in the name of whoever approved it with that role; as a single act it is refused.
 * @throws DomainError `role-required`, `approval-required`, `prohibition-not-found`, `prohibition-ended` (conflict).
 */
@Injectable()
export class LiftProhibition {
  constructor(
    private readonly epoch: RegionEpoch,
    private readonly prohibitions: ProhibitionRepository,
    private readonly fourEyes: FourEyes,
    private readonly audit: AuditLog,
  ) {}

  @Transactional()
  async execute({ prohibitionId, reason, actor }: LiftProhibitionCommand): Promise<void> {
    if (actor.kind !== 'account' || !actor.staffRoles.includes('legal')) throw roleRequired(['legal']);
    await this.epoch.change({ actor, kind: 'prohibition.lift', ids: [prohibitionId] }, async (recordedAt) => {
      const now = this.epoch.now.getTime();
      if (!(await this.prohibitions.wasKnown(prohibitionId))) throw notFound('prohibition', prohibitionId);
      await this.fourEyes.refuseAlone(actor, { do: 'lift-prohibition', prohibitionId, reason });
      const [before] = await this.prohibitions.cut(prohibitionId, now, recordedAt);
      if (before === undefined) {
        throw new DomainError('conflict', 'prohibition-ended', 'The prohibition has ended already.');
      }
      const after = { ...before, valid: { ...before.valid, until: now } };
      const subject = { type: 'prohibition', id: prohibitionId };
      await this.audit.record({
        actor,
        action: 'prohibition.lift',
        subject,
        before,
        after,
        reason,
        restrictedTo: restrictedTo(before),
      });
    });
  }
}

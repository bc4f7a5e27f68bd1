import { Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog, Clock, DomainError, notFound, Transactional } from '@portolan/platform';
import { type Condition, ConditionRepository } from '../../../persistence/rules/condition-repository';
import { requireStaff } from '../../shared/require-staff';

export interface MeetConditionCommand {
  credentialId: string;
  conditionId: string;
  /** What shows that it is met. */
  reason: string;
  actor: AccountActor;
}

/**
 * Somebody answers for a condition being met. It is said once.
 * @throws DomainError `role-required`, `condition-not-found`, `condition-met` (conflict).
 */
@Injectable()
export class MeetCondition {
  constructor(
    private readonly conditions: ConditionRepository,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async execute({ credentialId, conditionId, reason, actor }: MeetConditionCommand): Promise<Condition> {
    requireStaff(actor, 'market-manager', 'legal', 'admin');
    const before = await this.conditions.find(credentialId, conditionId);
    if (before === null) throw notFound('condition', conditionId);
    const met = { at: this.clock.now(), by: actor.accountId, because: reason };
    const after = await this.conditions.meet(conditionId, met);
    if (after === null) throw new DomainError('conflict', 'condition-met', 'The condition was met already.');
    await this.audit.record({
      actor,
      action: 'credential.condition-met',
      subject: { type: 'credential', id: credentialId },
      before,
      after,
      reason,
    });
    return after;
  }
}

import { Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog, Clock, Ids, notFound, Transactional } from '@portolan/platform';
import { type Condition, ConditionRepository } from '../../../persistence/rules/condition-repository';
import { CredentialRepository } from '../../../persistence/rules/credential-repository';
import { requireStaff } from '../../shared/require-staff';
import { readInstant } from '../../shared/rule-input';

export interface AddConditionCommand {
  credentialId: string;
  text: string;
  due: Date;
  actor: AccountActor;
}

/**
 * Writes down what a credential obliges to, and until when. It changes no answer: the radar shows it before it is due.
 * @throws DomainError `role-required`, `credential-not-found`, `invalid-instant`, `too-many-conditions`, `conditions-changing`.
 */
@Injectable()
export class AddCondition {
  constructor(
    private readonly credentials: CredentialRepository,
    private readonly conditions: ConditionRepository,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  @Transactional()
  async execute({ credentialId, text, due, actor }: AddConditionCommand): Promise<Condition> {
    requireStaff(actor, 'market-manager', 'legal', 'admin');
    if (!(await this.credentials.wasKnown(credentialId))) throw notFound('credential', credentialId);
    const dueAt = new Date(readInstant(due, '/due'));
    const condition = {
      id: this.ids.next(),
      credentialId,
      text,
      dueAt,
      addedAt: this.clock.now(),
      met: null,
    };
    await this.conditions.insert(condition, actor.accountId);
    await this.audit.record({
      actor,
      action: 'credential.condition-add',
      subject: { type: 'credential', id: credentialId },
      after: condition,
    });
    return condition;
  }
}

import { Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog, Clock, notFound, Transactional } from '@portolan/platform';
import { Invitations } from '../../persistence/mail/invitations';

/** Makes an invitation void. */
@Injectable()
export class WithdrawInvitation {
  constructor(
    private readonly invitations: Invitations,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `invitation-not-found` (404), also when it was accepted or withdrawn before. */
  @Transactional()
  async execute(command: { actor: AccountActor; publisherId: string; invitationId: string }): Promise<void> {
    const { actor, publisherId, invitationId } = command;
    const email = await this.invitations.withdraw(publisherId, invitationId, this.clock.now());
    if (email === null) throw notFound('invitation', invitationId);
    await this.audit.record({
      actor,
      action: 'publisher.withdraw-invitation',
      subject: { type: 'publisher', id: publisherId },
      before: { invitationId, email },
    });
  }
}

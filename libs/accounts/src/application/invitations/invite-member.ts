import { Injectable } from '@nestjs/common';
import {
  type AccountActor,
  AuditLog,
  Clock,
  DomainError,
  Ids,
  notFound,
  Transactional,
} from '@portolan/platform';
import { normaliseEmail } from '../../domain/email-address';
import { invitationText } from '../../domain/mail/texts';
import type { AccessWish } from '../../domain/permissions';
import { Accounts } from '../../persistence/accounts';
import { columnOfGrants } from '../../persistence/app-grants';
import { Invitations, type InvitationView, viewInvitation } from '../../persistence/mail/invitations';
import { Publishers } from '../../persistence/publishers';
import { AccountMail, hashMailSecret } from '../mail/account-mail';
import { GrantCheck } from '../publishers/grant-check';
import { TeamChanges } from '../publishers/team-changes';

const WEEK_MS = 7 * 86_400_000;
const MOST_INVITATIONS = 100;

export interface InviteMemberCommand extends AccessWish {
  actor: AccountActor;
  publisherId: string;
  email: string;
}

/** Invites somebody into a team by mail, whether they have an account or not. */
@Injectable()
export class InviteMember {
  constructor(
    private readonly invitations: Invitations,
    private readonly publishers: Publishers,
    private readonly accounts: Accounts,
    private readonly team: TeamChanges,
    private readonly grants: GrantCheck,
    private readonly mail: AccountMail,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /**
   * @throws DomainError `team-role-required`, `owner-required` (403), `email-invalid`, `roles-invalid`, `access-empty`,
   *   `app-grants-invalid`, `app-of-other-publisher` (422), `invitation-exists`, `too-many-invitations` (409).
   */
  @Transactional()
  async execute({ actor, publisherId, ...command }: InviteMemberCommand): Promise<InvitationView> {
    const access = await this.grants.readMember(publisherId, command);
    await this.team.check({ actor, publisherId, accountId: '' }, null, access);
    const email = normaliseEmail(command.email);
    const createdAt = this.clock.now();
    if ((await this.invitations.countLocked(publisherId)) >= MOST_INVITATIONS)
      throw new DomainError('conflict', 'too-many-invitations', 'Too many are open: withdraw some first.');
    await this.invitations.withdrawExpired(publisherId, email, createdAt);
    const token = this.ids.secret(32);
    const row = {
      id: this.ids.next(),
      publisherId,
      email,
      roles: access.roles,
      permissions: access.permissions,
      appGrants: columnOfGrants(access.apps),
      invitedBy: actor.accountId,
      createdAt,
      expiresAt: new Date(createdAt.getTime() + WEEK_MS),
    };
    await this.invitations.add({ ...row, hash: hashMailSecret(token) });
    await this.write(actor, publisherId, email, token);
    await this.audit.record({
      actor,
      action: 'publisher.invite',
      subject: { type: 'publisher', id: publisherId },
      after: {
        invitationId: row.id,
        email,
        roles: row.roles,
        permissions: row.permissions,
        apps: row.appGrants,
      },
    });
    return viewInvitation(row);
  }

  private async write(actor: AccountActor, publisherId: string, email: string, token: string): Promise<void> {
    const publisher = await this.publishers.view(publisherId);
    const inviter = await this.accounts.view(actor.accountId);
    if (publisher === null || inviter === null) throw notFound('publisher', publisherId);
    const words = this.mail.words('invitation', token);
    const by = `${inviter.displayName} (${inviter.email})`;
    await this.mail.send(
      email,
      'publisher.invitation',
      invitationText({ publisher: publisher.name, by, words }),
    );
  }
}

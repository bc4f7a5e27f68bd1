import { Injectable } from '@nestjs/common';
import { MailQueue, Transactional } from '@portolan/platform';
import type { MailText } from '../../domain/mail/texts';
import type { PublisherRole } from '../../domain/roles';
import { TeamAddresses } from '../../persistence/mail/team-addresses';

export interface WriteToTeamCommand extends MailText {
  publisherId: string;
  /** Who of the team reads it. */
  roles: readonly PublisherRole[];
  /** `<subject>.<event>`, for records. */
  kind: string;
}

/** Writes to people of a publisher, in the transaction of whoever has something to tell. */
@Injectable()
export class WriteToTeam {
  constructor(
    private readonly addresses: TeamAddresses,
    private readonly mail: MailQueue,
  ) {}

  @Transactional()
  async execute({ publisherId, roles, ...mail }: WriteToTeamCommand): Promise<void> {
    for (const to of await this.addresses.of(publisherId, roles)) await this.mail.add({ to, ...mail });
  }
}

import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '@portolan/platform';
import { Invitations, type InvitationView } from '../../persistence/mail/invitations';

/** The open invitations of a publisher, oldest first, those expired included. */
@Injectable()
export class ListInvitations {
  constructor(private readonly invitations: Invitations) {}

  execute({ publisherId, page }: { publisherId: string; page: PageRequest }): Promise<Page<InvitationView>> {
    return this.invitations.list(publisherId, page);
  }
}

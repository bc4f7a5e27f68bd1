import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '@portolan/platform';
import { Members, type MemberView } from '../../persistence/members';

/** The team of a publisher. Who may see it is the caller's question. */
@Injectable()
export class ListMembers {
  constructor(private readonly members: Members) {}

  execute({ publisherId, page }: { publisherId: string; page: PageRequest }): Promise<Page<MemberView>> {
    return this.members.list(publisherId, page);
  }
}

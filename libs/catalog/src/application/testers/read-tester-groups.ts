import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '@portolan/platform';
import {
  type TesterGroup,
  TesterGroupRepository,
  type TesterGroupRow,
} from '../../persistence/testers/tester-group-repository';

/** The groups of testers of a publisher. Who may read them is the caller's question. */
@Injectable()
export class ReadTesterGroups {
  constructor(private readonly groups: TesterGroupRepository) {}

  /** Oldest first. */
  list(publisherId: string, page: PageRequest): Promise<Page<TesterGroupRow>> {
    return this.groups.list(publisherId, page);
  }

  /** @throws DomainError `tester-group-not-found`. */
  get(publisherId: string, groupId: string): Promise<TesterGroup> {
    return this.groups.get(publisherId, groupId);
  }
}

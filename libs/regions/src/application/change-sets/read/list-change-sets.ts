import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '@portolan/platform';
import type { ChangeSetState } from '../../../domain';
import {
  ChangeSetRepository,
  type ChangeSetRow,
} from '../../../persistence/change-sets/change-set-repository';

export interface ListChangeSetsQuery extends PageRequest {
  state?: ChangeSetState | undefined;
}

/** Newest first. */
@Injectable()
export class ListChangeSets {
  constructor(private readonly sets: ChangeSetRepository) {}

  execute(query: ListChangeSetsQuery): Promise<Page<ChangeSetRow>> {
    return this.sets.list(query.state ?? null, query);
  }
}

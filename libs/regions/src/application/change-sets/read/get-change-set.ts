import { Injectable } from '@nestjs/common';
import {
  ChangeSetRepository,
  type ChangeSetRow,
} from '../../../persistence/change-sets/change-set-repository';

/** @throws DomainError `change-set-not-found`. */
@Injectable()
export class GetChangeSet {
  constructor(private readonly sets: ChangeSetRepository) {}

  execute({ changeSetId }: { changeSetId: string }): Promise<ChangeSetRow> {
    return this.sets.get(changeSetId);
  }
}

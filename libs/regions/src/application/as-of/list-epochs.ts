import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '@portolan/platform';
import { EpochList, type EpochSummary } from '../../persistence/as-of/epoch-list';

/** Every change of the rules, newest first. @throws DomainError `cursor-invalid`. */
@Injectable()
export class ListEpochs {
  constructor(private readonly epochs: EpochList) {}

  execute(page: PageRequest): Promise<Page<EpochSummary>> {
    return this.epochs.list(page);
  }
}

import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '@portolan/platform';
import { AppIndex, type AppSummary } from '../../persistence/read-models/app-index';

/** A publisher's apps, or those of `only`, oldest first. @throws DomainError `cursor-invalid`. */
@Injectable()
export class ListApps {
  constructor(private readonly index: AppIndex) {}

  async execute(publisherId: string, page: PageRequest, only?: readonly string[]): Promise<Page<AppSummary>> {
    return this.index.list(publisherId, page, only);
  }
}

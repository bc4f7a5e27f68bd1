import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '@portolan/platform';
import { AppealRepository } from '../../persistence/reviews/appeal-repository';
import { type AppealView, viewAppeal } from './appeal-view';

/** The appeals of a publisher, newest first. @throws DomainError `cursor-invalid`. */
@Injectable()
export class ListOwnAppeals {
  constructor(private readonly appeals: AppealRepository) {}

  async execute(publisherId: string, page: PageRequest): Promise<Page<AppealView>> {
    const { data, nextCursor } = await this.appeals.listOf(publisherId, page);
    return { data: data.map(viewAppeal), nextCursor };
  }
}

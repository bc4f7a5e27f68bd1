import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '@portolan/platform';
import { AppealRepository } from '../../persistence/reviews/appeal-repository';
import { type StaffAppealView, viewAppealForStaff } from './appeal-view';

/** Appeals as staff read them: open ones oldest first, decided ones newest first. @throws DomainError `cursor-invalid`. */
@Injectable()
export class ListAppeals {
  constructor(private readonly appeals: AppealRepository) {}

  async execute({ open, ...page }: PageRequest & { open: boolean }): Promise<Page<StaffAppealView>> {
    const { data, nextCursor } = await this.appeals.list({ open }, page);
    return { data: data.map(viewAppealForStaff), nextCursor };
  }
}

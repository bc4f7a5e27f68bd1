import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '@portolan/platform';
import { TakedownRepository } from '../../persistence/reviews/takedown-repository';
import { TakedownEnds } from './takedown-ends';
import { type TakedownView, viewTakedown } from './takedown-view';

/** The takedowns of a publisher's apps with their reasons, newest first. @throws DomainError `cursor-invalid`. */
@Injectable()
export class ListOwnTakedowns {
  constructor(
    private readonly takedowns: TakedownRepository,
    private readonly ends: TakedownEnds,
  ) {}

  async execute(publisherId: string, page: PageRequest): Promise<Page<TakedownView>> {
    const { data, nextCursor } = await this.takedowns.list({ publisherId }, page);
    const ended = await this.ends.of(data);
    return { data: data.map((one) => viewTakedown(one, ended.get(one.id) ?? null)), nextCursor };
  }
}

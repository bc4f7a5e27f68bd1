import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '@portolan/platform';
import { type TakedownFilter, TakedownRepository } from '../../persistence/reviews/takedown-repository';
import { TakedownEnds } from './takedown-ends';
import { type StaffTakedownView, viewTakedownForStaff } from './takedown-view';

/** Takedowns as staff read them, newest first. @throws DomainError `cursor-invalid`. */
@Injectable()
export class ListTakedowns {
  constructor(
    private readonly takedowns: TakedownRepository,
    private readonly ends: TakedownEnds,
  ) {}

  async execute({
    limit,
    cursor,
    ...filter
  }: TakedownFilter & PageRequest): Promise<Page<StaffTakedownView>> {
    const { data, nextCursor } = await this.takedowns.list(filter, { limit, cursor });
    const states = await this.ends.states(data);
    const unknown = { endedAt: null, inForce: [] };
    return { data: data.map((one) => viewTakedownForStaff(one, states.get(one.id) ?? unknown)), nextCursor };
  }
}

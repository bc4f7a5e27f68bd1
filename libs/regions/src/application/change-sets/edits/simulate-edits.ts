import { Injectable } from '@nestjs/common';
import { type Actor, Clock, DomainError, Ids } from '@portolan/platform';
import type { Instant } from '../../../domain';
import { requireStaff } from '../../shared/require-staff';
import { readInstant } from '../../shared/rule-input';
import type { Effects } from '../preview/describe-effects';
import { type Edit, withIds } from './edit';
import { RehearseEdits } from './rehearse-edits';

export interface SimulateEditsCommand {
  edits: readonly Edit[];
  /** By when: now (default) or later. */
  at?: Date | undefined;
  actor: Actor;
}

/**
 * What would be gained and lost by edits that nobody proposes yet: a hypothetical deal, a licence that may come.
 * @throws DomainError `role-required`, `instant-in-past`, `invalid-instant`, and what the single changes throw, pointing at
 *   `/edits/<number>`.
 */
@Injectable()
export class SimulateEdits {
  constructor(
    private readonly rehearse: RehearseEdits,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  async execute({ edits, at, actor }: SimulateEditsCommand): Promise<Effects> {
    requireStaff(actor, 'market-manager', 'market-approver', 'legal', 'admin');
    return this.rehearse.execute({ edits: withIds(edits, () => this.ids.next()), at: this.instantOf(at) });
  }

  private instantOf(at: Date | undefined): Instant | undefined {
    if (at === undefined) return undefined;
    if (readInstant(at, '/at') >= this.clock.now().getTime()) return at.getTime();
    const detail = 'Edits change what is or will be: ask for now or later.';
    const errors = [{ pointer: '/at', code: 'instant-in-past', detail }];
    throw new DomainError('invalid', 'instant-in-past', detail, { errors });
  }
}

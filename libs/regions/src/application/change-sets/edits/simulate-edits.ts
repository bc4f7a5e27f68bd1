import { Injectable } from '@nestjs/common';
import { type Actor, Ids } from '@portolan/platform';
import { requireStaff } from '../../shared/require-staff';
import type { Effects } from '../preview/describe-effects';
import { type Edit, withIds } from './edit';
import { RehearseEdits } from './rehearse-edits';

/**
 * What would be gained and lost by edits that nobody proposes yet: a hypothetical deal, a licence that may come.
 * @throws DomainError `role-required`, and what the single changes throw, pointing at `/edits/<number>`.
 */
@Injectable()
export class SimulateEdits {
  constructor(
    private readonly rehearse: RehearseEdits,
    private readonly ids: Ids,
  ) {}

  execute({ edits, actor }: { edits: readonly Edit[]; actor: Actor }): Promise<Effects> {
    requireStaff(actor, 'market-manager', 'market-approver', 'legal', 'admin');
    return this.rehearse.execute({ edits: withIds(edits, () => this.ids.next()) });
  }
}

import { Injectable } from '@nestjs/common';
import { type Actor, AuditLog, Ids, Transactional } from '@portolan/platform';
import type { Deal, DealKind } from '../../domain';
import { RegionEpoch } from '../../persistence/region-epoch';
import { DealRepository } from '../../persistence/rules/deal-repository';
import type { Recorded } from '../../persistence/rules/rule-repository';
import { refuseTaken } from '../shared/refuse-taken';
import { requireStaff } from '../shared/require-staff';
import { type PeriodInput, readPeriod } from '../shared/rule-input';

export interface RecordDealCommand {
  /** The id of the new rule, drawn beforehand: what is planned together can name it. Default: a new one. */
  newId?: string;
  /** Credentials of an `assignment` (bought patents) satisfy nothing. */
  kind: DealKind;
  counterparty: string;
  title: string;
  /** Its credentials count only while it is in force. Default: always. */
  valid?: PeriodInput;
  actor: Actor;
}

/**
 * Records an agreement; the credentials that it issues are recorded one by one, with its id.
 * @throws DomainError `role-required`, `invalid-period`.
 */
@Injectable()
export class RecordDeal {
  constructor(
    private readonly epoch: RegionEpoch,
    private readonly deals: DealRepository,
    private readonly audit: AuditLog,
    private readonly ids: Ids,
  ) {}

  @Transactional()
  async execute({
    newId,
    kind,
    counterparty,
    title,
    valid,
    actor,
  }: RecordDealCommand): Promise<Recorded<Deal>> {
    requireStaff(actor, 'market-manager', 'legal', 'admin');
    const deal = { id: newId ?? this.ids.next(), kind, counterparty, title, valid: readPeriod(valid, null) };
    return this.epoch.change({ actor, kind: 'deal.record', ids: [deal.id] }, async (recordedAt) => {
      await refuseTaken(this.deals, newId);
      await this.deals.insert(deal, recordedAt);
      const subject = { type: 'deal', id: deal.id };
      await this.audit.record({ actor, action: 'deal.record', subject, after: deal });
      return { ...deal, recordedAt };
    });
  }
}

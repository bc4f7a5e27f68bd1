import { Injectable } from '@nestjs/common';
import { type Actor, AuditLog, DomainError, notFound, Transactional } from '@portolan/platform';
import { RegionEpoch } from '../../persistence/region-epoch';
import { OfferRepository } from '../../persistence/rules/offer-repository';
import { FourEyes } from '../shared/four-eyes';
import { requireStaff } from '../shared/require-staff';

export interface RemovePlanCommand {
  offerId: string;
  actor: Actor;
}

/**
 * Ends a rule of the store's plan now; a wider rule may take its place.
 * @throws DomainError `role-required`, `approval-required`, `offer-not-found`, `offer-ended` (conflict).
 */
@Injectable()
export class RemovePlan {
  constructor(
    private readonly epoch: RegionEpoch,
    private readonly offers: OfferRepository,
    private readonly fourEyes: FourEyes,
    private readonly audit: AuditLog,
  ) {}

  @Transactional()
  async execute({ offerId, actor }: RemovePlanCommand): Promise<void> {
    requireStaff(actor, 'market-manager', 'market-approver', 'admin');
    await this.epoch.change({ actor, kind: 'plan.remove', ids: [offerId] }, async (recordedAt) => {
      const [known] = await this.offers.spans(offerId);
      if (known?.side !== 'store') throw notFound('offer', offerId);
      await this.fourEyes.refuseAlone(actor, { do: 'remove-plan', offerId });
      const [before] = await this.offers.cut(offerId, this.epoch.now.getTime(), recordedAt);
      if (before === undefined)
        throw new DomainError('conflict', 'offer-ended', 'The rule has ended already.');
      await this.audit.record({
        actor,
        action: 'plan.remove',
        subject: { type: 'offer', id: offerId },
        before,
      });
    });
  }
}

import { Injectable } from '@nestjs/common';
import { Ids } from '@portolan/platform';
import { RegionEpoch } from '../../../../persistence/region-epoch';
import { CredentialRepository } from '../../../../persistence/rules/credential-repository';
import { DealRepository } from '../../../../persistence/rules/deal-repository';
import { RiskAcceptanceRepository } from '../../../../persistence/rules/risk-acceptance-repository';
import { REVERTED, rest, running } from '../remaining';
import type { PaperEdit } from './paper-edit';

/** Part of `InverseEdits`. */
@Injectable()
export class InversePaperEdits {
  constructor(
    private readonly acceptances: RiskAcceptanceRepository,
    private readonly deals: DealRepository,
    private readonly credentials: CredentialRepository,
    private readonly epoch: RegionEpoch,
    private readonly ids: Ids,
  ) {}

  async of(edit: PaperEdit): Promise<PaperEdit[]> {
    switch (edit.do) {
      case 'accept-risk':
        if (edit.newId === undefined) throw new Error('An edit that makes a rule has its id.');
        return [{ do: 'end-risk-acceptance', acceptanceId: edit.newId, reason: REVERTED }];
      case 'end-risk-acceptance':
        return this.acceptancesLike(edit.acceptanceId);
      case 'amend-deal':
      case 'terminate-deal':
        return this.dealAsItIs(edit.dealId);
    }
  }

  /** Says of the deal and all that it issued what is said now; one that has ended by now ends again. */
  private async dealAsItIs(dealId: string): Promise<PaperEdit[]> {
    const now = this.epoch.now.getTime();
    const [known] = running(await this.deals.spans(dealId), now);
    if (known === undefined) return [{ do: 'terminate-deal', dealId, reason: REVERTED }];
    const { kind, counterparty, title, valid } = known;
    const issued = new Map((await this.credentials.ofDeal(dealId, now)).map((one) => [one.id, one]));
    const credentials = [...issued.values()].map(({ id, items, markets, standards }) => {
      return { credentialId: id, items, markets, standards };
    });
    const until = valid.until === null ? null : new Date(valid.until);
    return [
      {
        do: 'amend-deal',
        dealId,
        kind,
        counterparty,
        title,
        valid: { until },
        credentials,
        reason: REVERTED,
      },
    ];
  }

  private async acceptancesLike(id: string): Promise<PaperEdit[]> {
    const now = this.epoch.now.getTime();
    return running(await this.acceptances.spans(id), now).map(({ id: _, valid, ...acceptance }) => ({
      do: 'accept-risk',
      newId: this.ids.next(),
      restores: id,
      ...acceptance,
      valid: { ...rest(valid, now), until: new Date(valid.until) },
    }));
  }
}

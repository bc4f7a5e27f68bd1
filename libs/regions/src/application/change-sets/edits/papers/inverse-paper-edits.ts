import { Injectable } from '@nestjs/common';
import { Ids } from '@portolan/platform';
import { RegionEpoch } from '../../../../persistence/region-epoch';
import {
  CredentialRepository,
  type RecordedCredential,
} from '../../../../persistence/rules/credential-repository';
import { DealRepository } from '../../../../persistence/rules/deal-repository';
import { RiskAcceptanceRepository } from '../../../../persistence/rules/risk-acceptance-repository';
import { REVERTED, rest, running } from '../remaining';
import type { PaperEdit } from './paper-edit';

type DealEdit = Extract<PaperEdit, { do: 'amend-deal' | 'terminate-deal' | 'restate-deal' }>;

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
      case 'restate-deal':
        return this.dealAsItIs(edit);
      case 'restate-credential':
        return [restated(edit.credentialId, await this.credentials.spans(edit.credentialId), this.epoch.now)];
    }
  }

  /** Says again of the deal all that is said now, of later times as well; and of the scopes of what it issued, if they change. */
  private async dealAsItIs(edit: DealEdit): Promise<PaperEdit[]> {
    const { dealId } = edit;
    const now = this.epoch.now.getTime();
    const spans = running(await this.deals.spans(dealId), now).map(({ id: _, ...span }) => span);
    const issued = (await this.credentials.ofDeal(dealId, now)).filter(({ id }) => changesScope(edit, id));
    const credentials = [...new Set(issued.map(({ id }) => id))].map((credentialId) => ({
      credentialId,
      spans: issued
        .filter(({ id }) => id === credentialId)
        .map(({ items, markets, standards, valid }) => ({ items, markets, standards, valid })),
    }));
    return [{ do: 'restate-deal', dealId, spans, credentials, reason: REVERTED }];
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

function changesScope(edit: DealEdit, credentialId: string): boolean {
  if (edit.do === 'terminate-deal') return false;
  const ofAll = edit.do === 'amend-deal' ? [edit.items, edit.markets, edit.standards] : [];
  if (ofAll.some((part) => part !== undefined)) return true;
  return edit.credentials?.some((one) => one.credentialId === credentialId) ?? false;
}

/** Says again which statuses a paper has in all of its spans, as far as they are not over. */
export function restated(credentialId: string, spans: readonly RecordedCredential[], now: Date): PaperEdit {
  const said = running(spans, now.getTime()).map(({ status, statusReason, valid }) => {
    return { status, statusReason, valid };
  });
  return { do: 'restate-credential', credentialId, spans: said, reason: REVERTED };
}

import { Injectable } from '@nestjs/common';
import { Clock, Ids } from '@portolan/platform';
import { RiskAcceptanceRepository } from '../../../../persistence/rules/risk-acceptance-repository';
import { REVERTED, rest, running } from '../remaining';
import type { PaperEdit } from './paper-edit';

/** Part of `InverseEdits`. */
@Injectable()
export class InversePaperEdits {
  constructor(
    private readonly acceptances: RiskAcceptanceRepository,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  async of(edit: PaperEdit): Promise<PaperEdit[]> {
    switch (edit.do) {
      case 'accept-risk':
        if (edit.newId === undefined) throw new Error('An edit that makes a rule has its id.');
        return [{ do: 'end-risk-acceptance', acceptanceId: edit.newId, reason: REVERTED }];
      case 'end-risk-acceptance':
        return this.acceptancesLike(edit.acceptanceId);
    }
  }

  private async acceptancesLike(id: string): Promise<PaperEdit[]> {
    const now = this.clock.now().getTime();
    return running(await this.acceptances.spans(id), now).map(({ id: _, valid, ...acceptance }) => ({
      do: 'accept-risk',
      newId: this.ids.next(),
      ...acceptance,
      valid: { ...rest(valid, now), until: new Date(valid.until) },
    }));
  }
}

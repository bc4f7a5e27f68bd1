import { Injectable } from '@nestjs/common';
import type { Actor } from '@portolan/platform';
import { RestateCredential } from '../../../credentials/restate-credential';
import { AmendDeal } from '../../../deals/amend-deal';
import { RestateDeal } from '../../../deals/restate-deal';
import { TerminateDeal } from '../../../deals/terminate-deal';
import { AcceptRisk } from '../../../risks/accept-risk';
import { EndRiskAcceptance } from '../../../risks/end-risk-acceptance';
import type { PaperEdit } from './paper-edit';

/** Part of `ApplyEdit`. */
@Injectable()
export class ApplyPaperEdit {
  constructor(
    private readonly acceptRisk: AcceptRisk,
    private readonly endRisk: EndRiskAcceptance,
    private readonly amendDeal: AmendDeal,
    private readonly terminateDeal: TerminateDeal,
    private readonly restateDeal: RestateDeal,
    private readonly restateCredential: RestateCredential,
  ) {}

  async execute(edit: PaperEdit, actor: Actor): Promise<void> {
    switch (edit.do) {
      case 'accept-risk':
        await this.acceptRisk.execute({ ...edit, actor });
        return;
      case 'end-risk-acceptance':
        return this.endRisk.execute({ ...edit, actor });
      case 'amend-deal':
        await this.amendDeal.execute({ ...edit, actor });
        return;
      case 'terminate-deal':
        return this.terminateDeal.execute({ ...edit, actor });
      case 'restate-deal':
        return this.restateDeal.execute({ ...edit, actor });
      case 'restate-credential':
        return this.restateCredential.execute({ ...edit, actor });
    }
  }
}

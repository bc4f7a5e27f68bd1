import { Injectable } from '@nestjs/common';
import type { Actor } from '@portolan/platform';
import { AcceptRisk } from '../../../risks/accept-risk';
import { EndRiskAcceptance } from '../../../risks/end-risk-acceptance';
import type { PaperEdit } from './paper-edit';

/** Part of `ApplyEdit`. */
@Injectable()
export class ApplyPaperEdit {
  constructor(
    private readonly acceptRisk: AcceptRisk,
    private readonly endRisk: EndRiskAcceptance,
  ) {}

  async execute(edit: PaperEdit, actor: Actor): Promise<void> {
    switch (edit.do) {
      case 'accept-risk':
        await this.acceptRisk.execute({ ...edit, actor });
        return;
      case 'end-risk-acceptance':
        return this.endRisk.execute({ ...edit, actor });
    }
  }
}

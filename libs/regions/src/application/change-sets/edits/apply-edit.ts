import { Injectable } from '@nestjs/common';
import type { AccountActor, Actor } from '@portolan/platform';
import { ChangeCredentialStatus } from '../../credentials/change-credential-status';
import { RecordCredential } from '../../credentials/record-credential';
import { RecordDeal } from '../../credentials/record-deal';
import { ChangeMarketStatus } from '../../markets/change-market-status';
import { RemovePlan } from '../../offers/remove-plan';
import { SetPlan } from '../../offers/set-plan';
import { IssueProhibition } from '../../prohibitions/issue-prohibition';
import { LiftProhibition } from '../../prohibitions/lift-prohibition';
import { EndRequirement } from '../../requirements/end-requirement';
import { PutRequirement } from '../../requirements/put-requirement';
import type { Edit } from './edit';
import { ApplyPaperEdit } from './papers/apply-paper-edit';
import { isPaperEdit } from './papers/paper-edit';
import { ApplyPlaceEdit } from './places/apply-place-edit';
import { isPlaceEdit } from './places/place-edit';

/** In whose name edits are made. */
export interface Authority {
  readonly actor: Actor;
  /** Somebody of the role `legal`, in whose name prohibitions are lifted. */
  readonly legal: AccountActor;
}

/** Makes one edit, by the use case that makes the same change alone: there is no other way to make it. */
@Injectable()
export class ApplyEdit {
  constructor(
    private readonly setPlan: SetPlan,
    private readonly removePlan: RemovePlan,
    private readonly putRequirement: PutRequirement,
    private readonly endRequirement: EndRequirement,
    private readonly issueProhibition: IssueProhibition,
    private readonly liftProhibition: LiftProhibition,
    private readonly recordDeal: RecordDeal,
    private readonly recordCredential: RecordCredential,
    private readonly changeCredential: ChangeCredentialStatus,
    private readonly changeMarket: ChangeMarketStatus,
    private readonly papers: ApplyPaperEdit,
    private readonly places: ApplyPlaceEdit,
  ) {}

  async execute(edit: Edit, { actor, legal }: Authority): Promise<void> {
    if (isPaperEdit(edit)) return this.papers.execute(edit, actor);
    if (isPlaceEdit(edit)) return this.places.execute(edit, actor);
    switch (edit.do) {
      case 'set-plan':
        await this.setPlan.execute({ ...edit, actor });
        return;
      case 'remove-plan':
        return this.removePlan.execute({ ...edit, actor });
      case 'put-requirement':
        await this.putRequirement.execute({ ...edit, actor });
        return;
      case 'end-requirement':
        return this.endRequirement.execute({ ...edit, actor });
      case 'issue-prohibition':
        await this.issueProhibition.execute({ ...edit, actor });
        return;
      case 'lift-prohibition':
        return this.liftProhibition.execute({ ...edit, actor: legal });
      case 'record-deal':
        await this.recordDeal.execute({ ...edit, actor });
        return;
      case 'record-credential':
        await this.recordCredential.execute({ ...edit, actor });
        return;
      case 'change-credential-status':
        await this.changeCredential.execute({ ...edit, actor });
        return;
      case 'change-market-status':
        return this.changeMarket.execute({ ...edit, actor });
    }
  }
}

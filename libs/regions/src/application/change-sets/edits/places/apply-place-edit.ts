import { Injectable } from '@nestjs/common';
import type { Actor } from '@portolan/platform';
import { AddGroupMember } from '../../../market-groups/add-group-member';
import { CreateMarketGroup } from '../../../market-groups/create-market-group';
import { EndGroupMember } from '../../../market-groups/end-group-member';
import { AddMarket } from '../../../markets/add-market';
import { SucceedMarket } from '../../../markets/succeed-market';
import type { PlaceEdit } from './place-edit';

/** Part of `ApplyEdit`. */
@Injectable()
export class ApplyPlaceEdit {
  constructor(
    private readonly createGroup: CreateMarketGroup,
    private readonly addMember: AddGroupMember,
    private readonly endMember: EndGroupMember,
    private readonly addMarket: AddMarket,
    private readonly succeedMarket: SucceedMarket,
  ) {}

  async execute(edit: PlaceEdit, actor: Actor): Promise<void> {
    switch (edit.do) {
      case 'create-market-group':
        await this.createGroup.execute({ ...edit, actor });
        return;
      case 'add-group-member':
        return this.addMember.execute({ ...edit, actor });
      case 'end-group-member':
        return this.endMember.execute({ ...edit, actor });
      case 'add-market':
        await this.addMarket.execute({ ...edit, actor });
        return;
      case 'succeed-market':
        return this.succeedMarket.execute({ ...edit, actor });
    }
  }
}

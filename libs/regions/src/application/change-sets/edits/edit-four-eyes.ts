import { Injectable } from '@nestjs/common';
import { type Actor, DomainError } from '@portolan/platform';
import { RegionEpoch } from '../../../persistence/region-epoch';
import { AsyncLocalStorage } from 'node:async_hooks';
import { CurrentRules } from '../../decisions/current-rules';
import { FourEyes, type SingleChange } from '../../shared/four-eyes';
import type { Edit } from './edit';
import { opens } from './opens';

/** Judges single changes as the edits of change sets are judged. */
@Injectable()
export class EditFourEyes extends FourEyes {
  private readonly sets = new AsyncLocalStorage<true>();

  constructor(
    private readonly rules: CurrentRules,
    private readonly epoch: RegionEpoch,
  ) {
    super();
  }

  /** Makes edits of a set, whose approval is a matter of the set as a whole. */
  inSet<T>(work: () => Promise<T>): Promise<T> {
    return this.sets.run(true, work);
  }

  override async refuseAlone(actor: Actor, change: SingleChange): Promise<void> {
    if (actor.kind === 'system' || this.sets.getStore() === true) return;
    // Each use case gives its own command with its own verb, which is how edits are defined.
    const { actor: _, ...edit } = change as Edit & { actor?: Actor };
    const { rows } = await this.rules.get();
    if (!opens(edit, rows, this.epoch.now.getTime())) return;
    const proposal = proposalOf(edit);
    throw new DomainError(
      'conflict',
      'approval-required',
      'This opens something, which takes two people: propose it as a change set (`proposal` is one), and have somebody else approve what its preview shows.',
      { extra: { proposal } },
    );
  }
}

/** In the form that change sets are proposed in. */
function proposalOf(edit: Edit): { title: string; reason: string; edits: readonly Edit[] } {
  const title = titleOf(edit);
  return { title, reason: 'reason' in edit ? edit.reason : title, edits: [edit] };
}

function titleOf(edit: Edit): string {
  switch (edit.do) {
    case 'change-market-status':
      return `Market ${edit.market}: ${edit.status}`;
    case 'change-credential-status':
      return `Credential ${edit.credentialId}: ${edit.status}`;
    case 'lift-prohibition':
      return `Lift prohibition ${edit.prohibitionId}`;
    case 'end-requirement':
      return `End requirement ${edit.requirementId}`;
    case 'put-requirement':
      return `Replace requirement ${edit.requirementId ?? ''}`.trim();
    case 'set-plan':
      return `Offer ${edit.itemId ?? edit.category ?? 'everything'} in ${edit.markets.expression}`.slice(
        0,
        200,
      );
    case 'remove-plan':
      return `Remove rule ${edit.offerId} of the plan`;
    default:
      return edit.do;
  }
}

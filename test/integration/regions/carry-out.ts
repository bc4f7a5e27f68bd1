import type { AccountActor } from '@portolan/platform';
import {
  ApplyChangeSet,
  ApproveChangeSet,
  CreateChangeSet,
  type Edit,
  PreviewChangeSet,
  RevertChangeSet,
  type RuleDiff,
  SubmitChangeSet,
} from '@portolan/regions';
import { type RegionsApp, staffMember } from './support';

/** Those who carry change sets out in tests; the approver also holds the role `legal`. */
export const manager = staffMember('market-manager');
export const approver = staffMember('market-approver', 'legal');

export interface CarriedOut {
  changeSetId: string;
  /** What the preview said; the set applied only because it did just that. */
  diff: RuleDiff;
  needsApproval: boolean;
}

/** Proposes, previews, has approved by a second person where that is needed, and applies. */
export async function carryOut(regions: RegionsApp, ...edits: Edit[]): Promise<CarriedOut> {
  const proposal = { title: 'A set', reason: 'a test', edits, actor: manager };
  const { id } = await regions.module.get(CreateChangeSet).execute(proposal);
  return finish(regions, id);
}

/** Takes an applied set back, likewise. */
export async function takeBack(regions: RegionsApp, changeSetId: string): Promise<CarriedOut> {
  const asked = { changeSetId, reason: 'a mistake', actor: manager };
  const { id } = await regions.module.get(RevertChangeSet).execute(asked);
  return finish(regions, id);
}

async function finish({ module }: RegionsApp, changeSetId: string): Promise<CarriedOut> {
  const by = (actor: AccountActor) => ({ changeSetId, actor });
  const { diff, set } = await module.get(PreviewChangeSet).execute(by(manager));
  const { hash } = diff;
  if (set.needsApproval) {
    await module.get(SubmitChangeSet).execute({ ...by(manager), hash });
    await module.get(ApproveChangeSet).execute({ ...by(approver), hash });
  }
  await module.get(ApplyChangeSet).execute({ ...by(manager), hash });
  return { changeSetId, diff, needsApproval: set.needsApproval };
}

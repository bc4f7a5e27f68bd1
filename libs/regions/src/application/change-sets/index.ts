export type { DiffCount, InstantDiff, RuleDiff } from './edits/compare-rules';
export { type Effects, shownEffects } from './preview/describe-effects';
export type { AffectedHolders, ClosedBy, HoldersAffected, StillClosed } from './preview/effects';
export { type HeldItem, HoldersOf, type HoldersQuestion } from './preview/holders-of';
export { type Edit, MOST_EDITS } from './edits/edit';
export { ShowChangeSets, type ShownChangeSet, type ShownEdit } from './read/show-change-sets';
export { SimulateEdits, type SimulateEditsCommand } from './edits/simulate-edits';
export { ApplyChangeSet } from './lifecycle/apply-change-set';
export { ApplyScheduled } from './lifecycle/apply-scheduled';
export { ApproveChangeSet } from './lifecycle/approve-change-set';
export { CancelChangeSet } from './lifecycle/cancel-change-set';
export { CreateChangeSet, type CreateChangeSetCommand } from './proposal/create-change-set';
export { type Preview, PreviewChangeSet } from './lifecycle/preview-change-set';
export { ProposeChangeSet } from './proposal/propose-change-set';
export { ReplaceEdits } from './proposal/replace-edits';
export { RevertChangeSet } from './proposal/revert-change-set';
export {
  type DueTime,
  ScheduleChangeSet,
  type ScheduleChangeSetCommand,
} from './lifecycle/schedule-change-set';
export { SubmitChangeSet } from './lifecycle/submit-change-set';
export { GetChangeSet } from './read/get-change-set';
export { ListChangeSets, type ListChangeSetsQuery } from './read/list-change-sets';
export type { ChangeSetRow } from '../../persistence/change-sets/change-set-repository';

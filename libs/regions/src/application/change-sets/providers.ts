import { ChangeSetRepository } from '../../persistence/change-sets/change-set-repository';
import { FourEyes } from '../shared/four-eyes';
import { ApplyEdit } from './edits/apply-edit';
import { CompareRules } from './edits/compare-rules';
import { SealedRules } from '../../persistence/change-sets/sealed-rules';
import { EditFourEyes } from './edits/edit-four-eyes';
import { EditSecrecy } from './edits/edit-secrecy';
import { InverseEdits } from './edits/inverse-edits';
import { ApplyPaperEdit } from './edits/papers/apply-paper-edit';
import { InversePaperEdits } from './edits/papers/inverse-paper-edits';
import { ApplyPlaceEdit } from './edits/places/apply-place-edit';
import { RehearseEdits } from './edits/rehearse-edits';
import { RunEdits } from './edits/run-edits';
import { SimulateEdits } from './edits/simulate-edits';
import { DescribeEffects } from './preview/describe-effects';
import { ApplyChangeSet } from './lifecycle/apply-change-set';
import { ApplyOverdue } from './lifecycle/apply-overdue';
import { ApplyChangeSetJob, ApplyScheduled } from './lifecycle/apply-scheduled';
import { ApproveChangeSet } from './lifecycle/approve-change-set';
import { CancelChangeSet } from './lifecycle/cancel-change-set';
import { ChangeSetDesk } from './lifecycle/change-set-desk';
import { CreateChangeSet } from './proposal/create-change-set';
import { PerformChangeSet } from './lifecycle/perform-change-set';
import { PreviewChangeSet } from './lifecycle/preview-change-set';
import { ProposeChangeSet } from './proposal/propose-change-set';
import { ReplaceEdits } from './proposal/replace-edits';
import { RestoredRules } from './proposal/restored-rules';
import { RevertChangeSet } from './proposal/revert-change-set';
import { ScheduleChangeSet } from './lifecycle/schedule-change-set';
import { SubmitChangeSet } from './lifecycle/submit-change-set';
import { GetChangeSet } from './read/get-change-set';
import { ListChangeSets } from './read/list-change-sets';
import { ShowChangeSets } from './read/show-change-sets';

export const CHANGE_SET_USE_CASES = [
  ApplyChangeSet,
  ApplyScheduled,
  ApproveChangeSet,
  CancelChangeSet,
  CreateChangeSet,
  GetChangeSet,
  ListChangeSets,
  PreviewChangeSet,
  ProposeChangeSet,
  ReplaceEdits,
  RevertChangeSet,
  ScheduleChangeSet,
  ShowChangeSets,
  SimulateEdits,
  SubmitChangeSet,
];

/** What they are made of; nobody else calls it. */
export const CHANGE_SET_PARTS = [
  ApplyChangeSetJob,
  ApplyEdit,
  ApplyOverdue,
  ApplyPaperEdit,
  ApplyPlaceEdit,
  ChangeSetDesk,
  ChangeSetRepository,
  CompareRules,
  DescribeEffects,
  EditFourEyes,
  EditSecrecy,
  { provide: FourEyes, useExisting: EditFourEyes },
  InverseEdits,
  InversePaperEdits,
  PerformChangeSet,
  RehearseEdits,
  RestoredRules,
  RunEdits,
  SealedRules,
];

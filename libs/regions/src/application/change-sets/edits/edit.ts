import type { ChangeCredentialStatusCommand } from '../../credentials/change-credential-status';
import type { RecordCredentialCommand } from '../../credentials/record-credential';
import type { RecordDealCommand } from '../../credentials/record-deal';
import type { ChangeMarketStatusCommand } from '../../markets/change-market-status';
import type { RemovePlanCommand } from '../../offers/remove-plan';
import type { SetPlanCommand } from '../../offers/set-plan';
import type { IssueProhibitionCommand } from '../../prohibitions/issue-prohibition';
import type { LiftProhibitionCommand } from '../../prohibitions/lift-prohibition';
import type { EndRequirementCommand } from '../../requirements/end-requirement';
import type { PutRequirementCommand } from '../../requirements/put-requirement';
import { isPaperEdit, type PaperEdit, paperMayOpen } from './papers/paper-edit';
import { isPlaceEdit, type PlaceEdit, placeMayOpen } from './places/place-edit';
import type { Restoring } from './remaining';

type As<Verb extends string, Command> = { do: Verb } & Restoring & Omit<Command, 'actor'>;

/** One change of the rules as data: the same command that the single use case takes. */
export type Edit =
  | As<'set-plan', SetPlanCommand>
  | As<'remove-plan', RemovePlanCommand>
  | As<'put-requirement', PutRequirementCommand>
  | As<'end-requirement', EndRequirementCommand>
  | As<'issue-prohibition', IssueProhibitionCommand>
  | As<'lift-prohibition', LiftProhibitionCommand>
  | As<'record-deal', RecordDealCommand>
  | As<'record-credential', RecordCredentialCommand>
  | As<'change-credential-status', ChangeCredentialStatusCommand>
  | As<'change-market-status', ChangeMarketStatusCommand>
  | PaperEdit
  | PlaceEdit;

export const MOST_EDITS = 500;

/**
 * Whether an edit could open a cell, today or later, for an item that is there or one that will come. Judged by what it
 * is, because a rule may begin tomorrow and its item be published next week: no comparison of today would show it.
 */
export function mayOpen(edit: Edit): boolean {
  if (isPaperEdit(edit)) return paperMayOpen(edit);
  if (isPlaceEdit(edit)) return placeMayOpen(edit);
  switch (edit.do) {
    case 'issue-prohibition':
    case 'record-deal':
      return false;
    // Only a verified paper counts, and to verify it is an edit of its own.
    case 'record-credential':
      return false;
    case 'set-plan':
      return edit.offered || edit.offerId !== undefined;
    case 'put-requirement':
      return edit.requirementId !== undefined;
    case 'change-credential-status':
      return edit.status === 'verified';
    case 'change-market-status':
      return edit.status !== 'closed';
    case 'remove-plan':
    case 'end-requirement':
    case 'lift-prohibition':
      return true;
  }
}

/** Whether only the role `legal` may approve it, whatever it does; an edit may loosen a prohibition without naming it, too. */
export function needsLegal(edit: Edit): boolean {
  return edit.do === 'lift-prohibition';
}

/** New rules get their ids when the edit is written, so that edits after it can name them. */
export function withIds(edits: readonly Edit[], next: () => string): Edit[] {
  return edits.map((edit) => {
    const isNew =
      edit.do === 'issue-prohibition' ||
      edit.do === 'record-deal' ||
      edit.do === 'record-credential' ||
      edit.do === 'accept-risk' ||
      (edit.do === 'set-plan' && edit.offerId === undefined) ||
      (edit.do === 'put-requirement' && edit.requirementId === undefined);
    return isNew ? { ...edit, newId: edit.newId ?? next() } : edit;
  });
}

/** Edits as they come from JSON: instants are text there. Written by this library alone, and so trusted to have the shape. */
export function revive(stored: readonly unknown[]): Edit[] {
  return stored.map((edit) => {
    const { valid, from, ...rest } = edit as StoredEdit;
    return {
      ...rest,
      ...(valid && { valid: { ...valid, ...instants(valid) } }),
      ...(from && { from: new Date(from) }),
    } as Edit;
  });
}

interface StoredPeriod {
  from?: string | null;
  until?: string | null;
}

interface StoredEdit {
  valid?: StoredPeriod;
  from?: string;
}

function instants({ from, until }: StoredPeriod): { from?: Date; until?: Date } {
  return { ...(from && { from: new Date(from) }), ...(until && { until: new Date(until) }) };
}

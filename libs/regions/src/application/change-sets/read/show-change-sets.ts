import { Injectable } from '@nestjs/common';
import type { Actor } from '@portolan/platform';
import type { ChangeSetRow } from '../../../persistence/change-sets/change-set-repository';
import { isLegal } from '../../shared/require-staff';
import { type Edit, revive } from '../edits/edit';
import { EditSecrecy } from '../edits/edit-secrecy';

/** What is left of an edit that its reader may not know. */
export type ShownEdit = Edit | { do: Edit['do']; visibility: 'legal' };

/** A set as far as a member of staff may read it. */
export interface ShownChangeSet extends Omit<
  ChangeSetRow,
  'title' | 'reason' | 'edits' | 'sealed' | 'inverse' | 'approvedAsLegal' | 'previewInstants' | 'previewTurn'
> {
  /** `null`: kept for the role `legal`; so is the reason. */
  title: string | null;
  reason: string | null;
  /** `legal`: an edit is, or was, about what is kept for that role, and so is all that the set says of it. */
  visibility: 'staff' | 'legal';
  edits: ShownEdit[];
}

/** Of what is kept for the role `legal`, others read that there is a set, what becomes of it and of what kinds its edits are. */
@Injectable()
export class ShowChangeSets {
  constructor(private readonly secrecy: EditSecrecy) {}

  async execute(sets: readonly ChangeSetRow[], reader: Actor): Promise<ShownChangeSet[]> {
    const secret = await this.secrecy.secretIn(sets.map(({ edits }) => edits));
    return sets.map((set, index) => shown(set, secret[index] ?? [], isLegal(reader)));
  }
}

function shown(
  { sealed, inverse: _, approvedAsLegal: __, previewInstants: ___, previewTurn: ____, ...set }: ChangeSetRow,
  secret: readonly boolean[],
  mayReadAll: boolean,
): ShownChangeSet {
  const edits = revive(set.edits);
  if (!sealed && !secret.includes(true)) return { ...set, visibility: 'staff', edits };
  if (mayReadAll) return { ...set, visibility: 'legal', edits };
  return {
    ...set,
    ...{ title: null, reason: null, ticket: null, suspendedBecause: null },
    visibility: 'legal',
    edits: edits.map((edit, index) => (secret[index] === true ? { do: edit.do, visibility: 'legal' } : edit)),
  };
}

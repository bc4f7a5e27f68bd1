import type { Actor } from '@portolan/platform';
import type { ChangeSetRow } from '../../../persistence/change-sets/change-set-repository';
import { restrictedTo } from '../../shared/kept-for-legal';
import { isLegal } from '../../shared/require-staff';
import { type Edit, revive } from './edit';

/** What is left of an edit that its reader may not know. */
export type ShownEdit = Edit | { do: Edit['do']; visibility: 'legal' };

/** Who may read what happens to a set: one secret edit makes its title and reason secret, too. */
export function secrecyOf(edits: ChangeSetRow['edits']): 'legal' | null {
  return restrictedTo(
    ...revive(edits).map((edit) => ('visibility' in edit ? { visibility: edit.visibility } : null)),
  );
}

/** A set's edits as far as a member of staff may read them: of rules that are kept for the role `legal` only the kind. */
export function shownEdits(set: ChangeSetRow, reader: Actor): ShownEdit[] {
  return revive(set.edits).map((edit) => {
    const isSecret = 'visibility' in edit && edit.visibility === 'legal' && !isLegal(reader);
    return isSecret ? { do: edit.do, visibility: 'legal' } : edit;
  });
}

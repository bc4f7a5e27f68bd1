import { Injectable } from '@nestjs/common';
import { SealedRules } from '../../../persistence/change-sets/sealed-rules';
import { type Edit, revive } from './edit';

type Stored = readonly unknown[];

/** Tells which edits are about what is kept for the role `legal`: by what they say, or by the rule that they name. */
@Injectable()
export class EditSecrecy {
  constructor(private readonly sealed: SealedRules) {}

  /** Who may read what is said of edits as a whole: a secret one makes all of it secret. */
  async restrictedTo(...lists: readonly Stored[]): Promise<'legal' | null> {
    const secret = await this.secretIn(lists);
    return secret.flat().includes(true) ? 'legal' : null;
  }

  /** For each list whether each of its edits is secret. */
  async secretIn(lists: readonly Stored[]): Promise<boolean[][]> {
    const edits = lists.map(revive);
    const known = await this.sealed.among(edits.flat().flatMap(namedIn));
    return edits.map((list) => {
      // What an edit seals is sealed for those after it, too.
      const here = new Set(list.filter(isSealing).flatMap(namedIn));
      return list.map((edit) => isSealing(edit) || namedIn(edit).some((id) => known.has(id) || here.has(id)));
    });
  }
}

function isSealing(edit: Edit): boolean {
  return 'visibility' in edit && edit.visibility === 'legal';
}

/** The rules that may be sealed: those that it makes, changes, ends, or is an exception of. */
function namedIn(edit: Edit): string[] {
  switch (edit.do) {
    case 'issue-prohibition':
      return present(edit.newId, edit.restores);
    case 'lift-prohibition':
      return [edit.prohibitionId];
    case 'put-requirement':
      return present(edit.newId, edit.requirementId, edit.restores);
    case 'end-requirement':
      return [edit.requirementId];
    case 'accept-risk':
      return present(edit.newId, edit.requirementId, edit.restores);
    case 'end-risk-acceptance':
      return [edit.acceptanceId];
    default:
      return [];
  }
}

function present(...ids: readonly (string | undefined)[]): string[] {
  return ids.filter((id) => id !== undefined);
}

import { type AccountActor, DomainError } from '@portolan/platform';
import { type Edit, MOST_EDITS } from '../change-sets/edits/edit';
import type { CreateChangeSet } from '../change-sets/proposal/create-change-set';
import { type Apply, isApplied } from './rows';

/** What the change set is to be called, and whether it is to be made. */
export interface Proposal {
  title: string;
  reason: string;
  ticket?: string | null;
  apply: Apply;
}

export interface ProposedEdits {
  readonly applied: boolean;
  /** The draft that was made; `null`: none, because nothing was to be done or nothing would change. */
  readonly changeSetId: string | null;
  readonly edits: readonly Edit[];
}

/** Makes the draft of a change set, if that is wanted. @throws DomainError `too-many-edits`. */
export async function proposeEdits(
  create: CreateChangeSet,
  edits: readonly Edit[],
  { apply, refused, ...set }: Proposal & { refused: number; actor: AccountActor },
): Promise<ProposedEdits> {
  if (edits.length > MOST_EDITS) {
    const detail = `This takes ${edits.length} edits; a change set has at most ${MOST_EDITS}.`;
    throw new DomainError('invalid', 'too-many-edits', detail);
  }
  const applied = isApplied(apply, refused);
  const isMade = applied && edits.length > 0;
  const changeSetId = isMade ? (await create.execute({ ...set, edits })).id : null;
  return { applied, changeSetId, edits };
}

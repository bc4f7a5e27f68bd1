import type { RestateCredentialCommand } from '../../../credentials/restate-credential';
import type { AmendDealCommand } from '../../../deals/amend-deal';
import type { RestateDealCommand } from '../../../deals/restate-deal';
import type { TerminateDealCommand } from '../../../deals/terminate-deal';
import type { AcceptRiskCommand } from '../../../risks/accept-risk';
import type { EndRiskAcceptanceCommand } from '../../../risks/end-risk-acceptance';
import type { Restoring } from '../remaining';

type As<Verb extends string, Command> = { do: Verb } & Restoring & Omit<Command, 'actor'>;

/** Edits of deals as wholes, and of who answers for what is not on paper. */
export type PaperEdit =
  | As<'accept-risk', AcceptRiskCommand>
  | As<'end-risk-acceptance', EndRiskAcceptanceCommand>
  | As<'amend-deal', AmendDealCommand>
  | As<'terminate-deal', TerminateDealCommand>
  // These two are never proposed: they take back what cannot be said by the others.
  | As<'restate-deal', RestateDealCommand>
  | As<'restate-credential', RestateCredentialCommand>;

const VERBS: ReadonlySet<string> = new Set<PaperEdit['do']>([
  'accept-risk',
  'end-risk-acceptance',
  'amend-deal',
  'terminate-deal',
  'restate-deal',
  'restate-credential',
]);

export function isPaperEdit(edit: { do: string }): edit is PaperEdit {
  return VERBS.has(edit.do);
}

/** See `mayOpen`. */
export function paperMayOpen(edit: PaperEdit): boolean {
  return edit.do !== 'end-risk-acceptance' && edit.do !== 'terminate-deal';
}

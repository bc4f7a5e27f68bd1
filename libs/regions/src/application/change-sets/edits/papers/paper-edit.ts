import type { AcceptRiskCommand } from '../../../risks/accept-risk';
import type { EndRiskAcceptanceCommand } from '../../../risks/end-risk-acceptance';

type As<Verb extends string, Command> = { do: Verb } & Omit<Command, 'actor'>;

/** Edits of who answers for what is not on paper. */
export type PaperEdit =
  As<'accept-risk', AcceptRiskCommand> | As<'end-risk-acceptance', EndRiskAcceptanceCommand>;

const VERBS: ReadonlySet<string> = new Set<PaperEdit['do']>(['accept-risk', 'end-risk-acceptance']);

export function isPaperEdit(edit: { do: string }): edit is PaperEdit {
  return VERBS.has(edit.do);
}

/** See `mayOpen`. */
export function paperMayOpen(edit: PaperEdit): boolean {
  return edit.do === 'accept-risk';
}

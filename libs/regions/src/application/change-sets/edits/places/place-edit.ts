import type { AddGroupMemberCommand } from '../../../market-groups/add-group-member';
import type { CreateMarketGroupCommand } from '../../../market-groups/create-market-group';
import type { EndGroupMemberCommand } from '../../../market-groups/end-group-member';
import type { AddMarketCommand } from '../../../markets/add-market';
import type { SucceedMarketCommand } from '../../../markets/succeed-market';

type As<Verb extends string, Command> = { do: Verb } & Omit<Command, 'actor'>;

/** Edits of which markets and groups there are, and what their codes mean. */
export type PlaceEdit =
  | As<'create-market-group', CreateMarketGroupCommand>
  | As<'add-group-member', AddGroupMemberCommand>
  | As<'end-group-member', EndGroupMemberCommand>
  | As<'add-market', AddMarketCommand>
  | As<'succeed-market', SucceedMarketCommand>;

const VERBS: ReadonlySet<string> = new Set<PlaceEdit['do']>([
  'create-market-group',
  'add-group-member',
  'end-group-member',
  'add-market',
  'succeed-market',
]);

export function isPlaceEdit(edit: { do: string }): edit is PlaceEdit {
  return VERBS.has(edit.do);
}

/** See `mayOpen`. No rule names a new group, and a new market is `planned`. Whoever enters a group may enter an offer or leave a prohibition. */
export function placeMayOpen(edit: PlaceEdit): boolean {
  return edit.do !== 'create-market-group' && edit.do !== 'add-market';
}

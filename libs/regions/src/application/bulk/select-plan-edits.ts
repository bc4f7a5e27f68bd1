import { Injectable } from '@nestjs/common';
import { type AccountActor, Clock, DomainError } from '@portolan/platform';
import {
  checkCategory,
  FRESH_ACTIONS,
  type FreshAction,
  type PlanDraft,
  type PlanIntent,
  type PlannedRule,
  type PlanSelector,
  selectPlan,
} from '../../domain';
import type { Edit } from '../change-sets/edits/edit';
import { CreateChangeSet } from '../change-sets/proposal/create-change-set';
import { CurrentRules } from '../decisions/current-rules';
import { ItemCache } from '../decisions/item-cache';
import { requireStaff } from '../shared/require-staff';
import { type MarketScopeInput, readMarkets } from '../shared/rule-input';
import { type Proposal, type ProposedEdits, proposeEdits } from './propose-edits';

export interface SelectPlanEditsCommand extends Proposal {
  selector: PlanSelector;
  intent: PlanIntent;
  markets: MarketScopeInput;
  /** Default: both. */
  actions?: readonly FreshAction[];
  actor: AccountActor;
}

export type SelectedPlan = ProposedEdits & Omit<PlanDraft, 'rules'>;

/**
 * What a selector says about the store's plan, as edits of one change set: see `selectPlan`.
 * @throws DomainError `role-required`, `invalid-category`, `invalid-market-scope`, `item-not-found`, `nothing-selected`,
 *   `too-many-edits`.
 */
@Injectable()
export class SelectPlanEdits {
  constructor(
    private readonly rules: CurrentRules,
    private readonly items: ItemCache,
    private readonly createChangeSet: CreateChangeSet,
    private readonly clock: Clock,
  ) {}

  async execute(command: SelectPlanEditsCommand): Promise<SelectedPlan> {
    const { selector, intent, actions = FRESH_ACTIONS, actor, title, reason, ticket, apply } = command;
    requireStaff(actor, 'market-manager', 'admin');
    [...selector.categories, ...selector.except.categories].forEach(checkCategory);
    const rules = await this.rules.get();
    const known = await this.items.get();
    const unknown = selector.itemIds.find((id) => !known.items.has(id));
    if (unknown !== undefined) throw refuse('item-not-found', `There is no item ${unknown}.`);
    const now = this.clock.now();
    const draft = selectPlan(rules.snapshot, [...known.items.values()], {
      selector,
      intent,
      markets: readMarkets(command.markets, rules, now),
      actions: [...new Set(actions)],
      at: now.getTime(),
    });
    if (draft.selected === 0 && draft.rules.length === 0)
      throw refuse('nothing-selected', 'The selector means nothing that there is.');
    const proposal = { title, reason, ticket, apply, actor, refused: 0 };
    const proposed = await proposeEdits(this.createChangeSet, draft.rules.map(editOf), proposal);
    const { selected, excepted, kept, keptBy } = draft;
    return { ...proposed, selected, excepted, kept, keptBy };
  }
}

function editOf({ replaces, ...rule }: PlannedRule): Edit {
  return { do: 'set-plan', ...(replaces !== null && { offerId: replaces }), ...rule };
}

function refuse(code: string, detail: string): DomainError {
  return new DomainError('invalid', code, detail, { errors: [{ pointer: '/items', code, detail }] });
}

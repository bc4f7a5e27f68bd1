import { Injectable } from '@nestjs/common';
import { type AccountActor, Clock } from '@portolan/platform';
import { checkCategory, type OfferRule } from '../../domain';
import { ItemRepository } from '../../persistence/item-repository';
import { CreateChangeSet } from '../change-sets/proposal/create-change-set';
import type { Edit } from '../change-sets/edits/edit';
import { CurrentRules, type KnownRules } from '../decisions/current-rules';
import { requireStaff } from '../shared/require-staff';
import { readMarkets, readPeriod } from '../shared/rule-input';
import { type ProposedEdits, proposeEdits, type Proposal } from './propose-edits';
import { contentOf, type PlanWish } from './plan-line';
import { type ReadRow, type RowRefusal, refusalOf } from './rows';

export interface ImportPlanCommand extends Proposal {
  rows: readonly ReadRow<PlanWish>[];
  actor: AccountActor;
}

export interface PlannedRow {
  readonly outcome: 'add' | 'replace' | 'remove' | 'unchanged' | 'refused';
  /** The rule that there is, or that says the same already. */
  readonly offerId: string | null;
  readonly refusal: RowRefusal | null;
}

export interface PlanImport extends ProposedEdits {
  /** In the order of the rows. */
  readonly rows: readonly PlannedRow[];
}

type Judged = PlannedRow & { readonly edit: Edit | null };

const COLUMNS = { '/markets/expression': 'markets', '/valid': 'valid_until' };

/**
 * A file's rows as edits of one change set, which is then looked at, approved and applied like any other. A row that says what
 * there is makes none, so that a file that was exported and not touched changes nothing.
 * @throws DomainError `role-required`, `too-many-edits`.
 */
@Injectable()
export class ImportPlan {
  constructor(
    private readonly rules: CurrentRules,
    private readonly items: ItemRepository,
    private readonly createChangeSet: CreateChangeSet,
    private readonly clock: Clock,
  ) {}

  async execute({ rows, actor, ...proposal }: ImportPlanCommand): Promise<PlanImport> {
    requireStaff(actor, 'market-manager', 'admin');
    const known = await this.rules.get();
    const now = this.clock.now();
    const plan = known.rows.offers.filter(
      ({ side, valid }) => side === 'store' && (valid.until === null || valid.until > now.getTime()),
    );
    const wanted = rows.flatMap(({ wish }) =>
      wish?.do === 'set' && wish.itemId !== null ? [wish.itemId] : [],
    );
    const stored = await this.items.findWithParents([...new Set(wanted)]);
    const judge = new PlanJudge(known, plan, new Set(stored.map(({ id }) => id)), now);
    const judged = rows.map((row) => judge.of(row));
    const refused = judged.filter(({ outcome }) => outcome === 'refused').length;
    const edits = judged.flatMap(({ edit }) => (edit === null ? [] : [edit]));
    const proposed = await proposeEdits(this.createChangeSet, edits, { ...proposal, actor, refused });
    return { ...proposed, rows: judged.map(({ edit: _, ...row }) => row) };
  }
}

class PlanJudge {
  private readonly byId: ReadonlyMap<string, readonly OfferRule[]>;
  private readonly byContent: ReadonlyMap<string, string>;
  private readonly seen = new Set<string>();

  constructor(
    private readonly known: KnownRules,
    plan: readonly OfferRule[],
    private readonly items: ReadonlySet<string>,
    private readonly now: Date,
  ) {
    const byId = new Map<string, OfferRule[]>();
    for (const rule of plan) byId.set(rule.id, [...(byId.get(rule.id) ?? []), rule]);
    this.byId = byId;
    this.byContent = new Map(plan.map((rule) => [contentOf(rule, now.getTime()), rule.id]));
  }

  of({ wish, refusal }: ReadRow<PlanWish>): Judged {
    if (wish === null) return refused(refusal);
    try {
      return this.judge(wish);
    } catch (error) {
      return refused(refusalOf(error, COLUMNS));
    }
  }

  private judge(wish: PlanWish): Judged {
    const { offerId } = wish;
    const spans = offerId === null ? [] : this.byId.get(offerId);
    if (spans === undefined) return refused(UNKNOWN_RULE);
    const isInParts = spans.length > 1;
    const isPart = isInParts && wish.do === 'set';
    if (offerId !== null && !isPart && this.isSecond(offerId)) return refused(RULE_TWICE);
    if (wish.do === 'remove')
      return {
        outcome: 'remove',
        offerId,
        refusal: null,
        edit: { do: 'remove-plan', offerId: wish.offerId },
      };
    const { category, publisherId, itemId, actions, offered, from, until } = wish;
    if (itemId !== null && (category !== null || publisherId !== null)) return refused(TOO_NARROW);
    if (category !== null) checkCategory(category);
    if (itemId !== null && !this.items.has(itemId)) return refused(UNKNOWN_ITEM);
    const before = spans.find(({ valid }) => valid.from === from?.getTime()) ?? spans[0] ?? null;
    if (before !== null && from !== null && from.getTime() !== before.valid.from) return refused(BEGUN);
    const markets = readMarkets(wish.markets, this.known, this.now);
    const now = this.now.getTime();
    const begins = before === null ? from : new Date(Math.max(before.valid.from ?? now, now));
    const valid = readPeriod({ ...(begins !== null && { from: begins }), until }, now);
    const content = contentOf({ category, publisherId, itemId, markets, actions, offered, valid }, now);
    const same =
      before === null
        ? (this.byContent.get(content) ?? null)
        : contentOf(before, now) === content
          ? before.id
          : null;
    if (same !== null) return { outcome: 'unchanged', offerId: same, refusal: null, edit: null };
    if (isInParts) return refused(IN_PARTS);
    if (this.isSecond(content)) return refused(ROW_TWICE);
    const edit: Edit = {
      do: 'set-plan',
      ...(offerId !== null && { offerId }),
      category,
      publisherId,
      itemId,
      markets: { expression: markets.expression, coversFutureMarkets: markets.coversFutureMarkets },
      actions,
      offered,
      valid: { ...(before === null && from !== null && { from }), until },
    };
    return { outcome: before === null ? 'add' : 'replace', offerId, refusal: null, edit };
  }

  private isSecond(key: string): boolean {
    const isKnown = this.seen.has(key);
    this.seen.add(key);
    return isKnown;
  }
}

function refused(refusal: RowRefusal): Judged {
  return { outcome: 'refused', offerId: null, refusal, edit: null };
}

function because(code: string, column: string | null, detail: string): RowRefusal {
  return { code, column, detail };
}

const UNKNOWN_RULE = because('offer-not-found', 'offer_id', 'The plan has no such rule, or it has ended.');
const UNKNOWN_ITEM = because('item-not-found', 'item_id', 'There is no such item.');
const RULE_TWICE = because('row-repeated', 'offer_id', 'An earlier row is about the same rule.');
const ROW_TWICE = because('row-repeated', null, 'An earlier row says the same.');
const TOO_NARROW = because(
  'scope-contradiction',
  'item_id',
  'A rule about an item names no category and no publisher.',
);
const BEGUN = because(
  'valid-from-fixed',
  'valid_from',
  'A rule is replaced from now on, or from when it is to begin; leave this empty.',
);
const IN_PARTS = because(
  'offer-in-parts',
  'offer_id',
  'The rule is to become another one later; a row would undo that. Change it by an edit of a change set.',
);

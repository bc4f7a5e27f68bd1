import { Injectable } from '@nestjs/common';
import { type Actor, AuditLog, DomainError, Ids, Transactional } from '@portolan/platform';
import { FRESH_ACTIONS, type OfferRule } from '../../domain';
import { ItemRepository } from '../../persistence/item-repository';
import { RegionEpoch } from '../../persistence/region-epoch';
import { OfferRepository, type Selection } from '../../persistence/rules/offer-repository';
import { type Apply, isApplied, type ReadRow, type RowRefusal, refusalOf } from '../bulk/rows';
import { CurrentRules } from '../decisions/current-rules';
import { type MarketScopeInput, readMarkets } from '../shared/rule-input';

export interface TerritoriesWish {
  itemId: string;
  /** `null`: the row leaves out where, and is refused if something is selected. */
  markets: MarketScopeInput | null;
  /** Refused if the item's selection has another version by now. Left out: whatever it is. */
  ifVersion?: number | undefined;
}

export interface SelectManyTerritoriesCommand {
  /** Whose will it is: apps of another publisher count as unknown. */
  publisherId: string;
  /** At most 2,000. */
  rows: readonly ReadRow<TerritoriesWish>[];
  apply: Apply;
  actor: Actor;
}

export interface SelectedRow {
  readonly outcome: 'set' | 'unchanged' | 'refused';
  readonly itemId: string | null;
  /** The expressions; `null`: nothing is selected, or the row is refused. */
  readonly before: string | null;
  readonly after: string | null;
  readonly refusal: RowRefusal | null;
}

export interface SelectedTerritories {
  /** Whether what is `set` was set; else it is what would be. */
  readonly applied: boolean;
  /** In the order of the rows. */
  readonly rows: readonly SelectedRow[];
}

export const MOST_SELECTED_AT_ONCE = 2_000;

interface Judged extends SelectedRow {
  readonly known: Selection | null;
  readonly rule: OfferRule | null;
}

const COLUMNS = { '/expression': 'expression' };

/**
 * The publisher's selections of many apps, in one transaction and one epoch: all of the rows, or none, or the good ones. That
 * the actor may speak for the publisher is for the caller to check.
 *
 * The rows are judged before purchases are kept waiting, and again while they are; the writing takes a few statements however
 * many apps there are (measured on a machine with ten other jobs: 0.3 s to judge 2,000, 2 s to select them).
 * @throws DomainError `too-many-apps`.
 */
@Injectable()
export class SelectManyTerritories {
  constructor(
    private readonly epoch: RegionEpoch,
    private readonly rules: CurrentRules,
    private readonly offers: OfferRepository,
    private readonly items: ItemRepository,
    private readonly audit: AuditLog,
    private readonly ids: Ids,
  ) {}

  @Transactional()
  async execute(command: SelectManyTerritoriesCommand): Promise<SelectedTerritories> {
    const { rows, apply, actor } = command;
    if (rows.length > MOST_SELECTED_AT_ONCE) {
      const detail = `The territories of at most ${MOST_SELECTED_AT_ONCE} apps are selected at once.`;
      throw new DomainError('invalid', 'too-many-apps', detail);
    }
    const first = await this.judge(command, this.epoch.now);
    if (!hasWork(first, apply)) return answer(first, apply);
    const ids = first.flatMap(({ outcome, itemId }) =>
      outcome === 'set' && itemId !== null ? [itemId] : [],
    );
    return this.epoch.change({ actor, kind: 'territories.select', ids }, async (recordedAt) => {
      const judged = await this.judge(command, recordedAt);
      if (hasWork(judged, apply)) await this.write(judged, recordedAt, actor);
      return answer(judged, apply);
    });
  }

  private async judge(
    { publisherId, rows }: SelectManyTerritoriesCommand,
    recordedAt: Date,
  ): Promise<Judged[]> {
    const rules = await this.rules.get();
    const now = this.epoch.now;
    const ids = [...new Set(rows.flatMap(({ wish }) => (wish === null ? [] : [wish.itemId])))];
    const stored = await this.items.findWithParents(ids);
    const owned = new Set(
      stored.filter((item) => item.kind === 'app' && item.publisherId === publisherId).map(({ id }) => id),
    );
    const selections = await this.offers.selectionsOf([...owned]);
    const seen = new Set<string>();
    return rows.map((row): Judged => {
      if (row.wish === null) return refused(row.refusal);
      const { itemId, ifVersion, markets: scope } = row.wish;
      const known = selections.get(itemId) ?? null;
      if (!owned.has(itemId)) return refused(UNKNOWN);
      if (seen.has(itemId)) return refused(REPEATED, itemId);
      seen.add(itemId);
      if (ifVersion !== undefined && ifVersion !== (known?.epoch ?? 0)) return refused(CHANGED, itemId);
      if (scope === null) return known === null ? nothing(itemId) : refused(MISSING, itemId);
      try {
        const markets = readMarkets(scope, rules, recordedAt, '/expression');
        const before = known?.offer.markets.expression ?? null;
        const isSame =
          before === markets.expression &&
          known?.offer.markets.coversFutureMarkets === markets.coversFutureMarkets;
        const rule: OfferRule = {
          id: known?.offer.id ?? this.ids.next(),
          side: 'publisher',
          publisherId,
          category: null,
          itemId,
          markets,
          actions: FRESH_ACTIONS,
          offered: true,
          valid: { from: now.getTime(), until: null },
        };
        const outcome = isSame ? 'unchanged' : 'set';
        const after = markets.expression;
        return { outcome, itemId, before, after, refusal: null, known, rule: isSame ? null : rule };
      } catch (error) {
        return refused(refusalOf(error, COLUMNS), itemId);
      }
    });
  }

  private async write(judged: readonly Judged[], recordedAt: Date, actor: Actor): Promise<void> {
    const changes = judged.flatMap(({ known, rule }) => (rule === null ? [] : [{ known, rule }]));
    const old = changes.flatMap(({ known }) => (known === null ? [] : [known.offer.id]));
    await this.offers.cutAll(old, this.epoch.now.getTime(), recordedAt);
    await this.offers.insertAll(
      changes.map(({ rule }) => rule),
      recordedAt,
    );
    await this.audit.recordAll(
      changes.map(({ known, rule }) => ({
        actor,
        action: 'territories.select',
        subject: { type: 'item', id: rule.itemId ?? '' },
        before: known?.offer.markets ?? null,
        after: rule.markets,
      })),
    );
  }
}

const UNKNOWN: RowRefusal = {
  code: 'app-not-found',
  detail: 'The publisher has no such app.',
  column: null,
};
const REPEATED: RowRefusal = {
  code: 'row-repeated',
  detail: 'An earlier row is about the same app.',
  column: null,
};
const CHANGED: RowRefusal = {
  code: 'territories-changed',
  detail: 'Somebody else changed the selection since this version.',
  column: 'version',
};

const MISSING: RowRefusal = {
  code: 'territories-missing',
  detail: 'What was selected once is replaced, not taken away: say where, for example by naming one market.',
  column: 'expression',
};

function nothing(itemId: string): Judged {
  const none = { before: null, after: null, refusal: null, known: null, rule: null };
  return { outcome: 'unchanged', itemId, ...none };
}

function refused(refusal: RowRefusal, itemId: string | null = null): Judged {
  return { outcome: 'refused', itemId, before: null, after: null, refusal, known: null, rule: null };
}

function countOf(judged: readonly Judged[], outcome: SelectedRow['outcome']): number {
  return judged.filter((row) => row.outcome === outcome).length;
}

function hasWork(judged: readonly Judged[], apply: Apply): boolean {
  return isApplied(apply, countOf(judged, 'refused')) && countOf(judged, 'set') > 0;
}

function answer(judged: readonly Judged[], apply: Apply): SelectedTerritories {
  return {
    applied: isApplied(apply, countOf(judged, 'refused')),
    rows: judged.map(({ known: _, rule: __, ...row }) => row),
  };
}

import { Injectable } from '@nestjs/common';
import { ItemTitles } from '@portolan/catalog';
import type { AccountActor } from '@portolan/platform';
import {
  type ChangeSetRow,
  type Effects,
  type InstantDiff,
  type Period,
  type PeriodInput,
  type Preview,
  ShowChangeSets,
  type ShownChangeSet,
  type ShownEdit,
  shownEffects,
} from '@portolan/regions';
import type { z } from 'zod';
import type { changeSet, changeSetSummary, preview, ruleDiff } from './schemas';

const text = (instant: Date | null): string | null => instant?.toISOString() ?? null;

function summaryView({ edits: _, ...set }: ShownChangeSet): z.infer<typeof changeSetSummary> {
  return {
    ...set,
    createdAt: set.createdAt.toISOString(),
    updatedAt: set.updatedAt.toISOString(),
    previewedAt: text(set.previewedAt),
    approvedAt: text(set.approvedAt),
    scheduledFor: text(set.scheduledFor),
    appliedAt: text(set.appliedAt),
  };
}

function changeSetView(set: ShownChangeSet): z.infer<typeof changeSet> {
  return { ...summaryView(set), edits: set.edits.map(editView) };
}

/** Sets as far as their reader may know them. */
@Injectable()
export class ChangeSetViews {
  constructor(
    private readonly showChangeSets: ShowChangeSets,
    private readonly titles: ItemTitles,
  ) {}

  async summaries(
    sets: readonly ChangeSetRow[],
    reader: AccountActor,
  ): Promise<z.infer<typeof changeSetSummary>[]> {
    return (await this.showChangeSets.execute(sets, reader)).map(summaryView);
  }

  async summary(set: ChangeSetRow, reader: AccountActor): Promise<z.infer<typeof changeSetSummary>> {
    return summaryView(await this.shown(set, reader));
  }

  async withEdits(set: ChangeSetRow, reader: AccountActor): Promise<z.infer<typeof changeSet>> {
    return changeSetView(await this.shown(set, reader));
  }

  async preview({ set, diff }: Preview, reader: AccountActor): Promise<z.infer<typeof preview>> {
    return { set: await this.summary(set, reader), diff: await diffView(diff, reader, this.titles) };
  }

  private async shown(set: ChangeSetRow, reader: AccountActor): Promise<ShownChangeSet> {
    const [shown] = await this.showChangeSets.execute([set], reader);
    if (shown === undefined) throw new Error('Each set is shown.');
    return shown;
  }
}

/** Instants as text. */
function editView(edit: ShownEdit): z.infer<typeof changeSet>['edits'][number] {
  const valid = 'valid' in edit && edit.valid ? { valid: periodView(edit.valid) } : {};
  const from = 'from' in edit && edit.from ? { from: edit.from.toISOString() } : {};
  return { ...edit, ...valid, ...from, ...restatedView(edit) };
}

function restatedView(edit: ShownEdit) {
  if (!('spans' in edit)) return {};
  const spans = edit.spans.map(spanView);
  if (edit.do === 'restate-credential') return { spans };
  const credentials = edit.credentials.map((one) => ({ ...one, spans: one.spans.map(spanView) }));
  return { spans, credentials };
}

function spanView<Span extends { readonly valid: Period }>({ valid, ...span }: Span) {
  const date = (instant: number | null) => (instant === null ? null : new Date(instant));
  return { ...span, valid: periodView({ from: date(valid.from), until: date(valid.until) }) };
}

function periodView({ from, until }: PeriodInput) {
  return {
    ...(from === undefined ? {} : { from: text(from) }),
    ...(until === undefined ? {} : { until: text(until) }),
  };
}

/** What the reader may know of it, with the items' names as far as the catalogue has them. */
export async function diffView(
  effects: Effects,
  reader: AccountActor,
  titles: ItemTitles,
): Promise<z.infer<typeof ruleDiff>> {
  const { stillClosed, holders, later, firstTurn: _, ...diff } = shownEffects(effects, reader);
  const ids = [
    ...[diff, ...later].flatMap(({ firstGained, firstLost }) => [...firstGained, ...firstLost]),
    ...stillClosed.reasons.flatMap(({ itemIds }) => itemIds),
    ...(holders?.first ?? []).map(({ itemId }) => itemId),
  ];
  const known = await titles.execute([...new Set(ids)]);
  const named = (itemId: string) => ({ itemId, title: known.get(itemId)?.title ?? null });
  const shown = <Diff extends InstantDiff>(one: Diff) => ({
    ...one,
    at: new Date(one.at).toISOString(),
    firstGained: one.firstGained.map(named),
    firstLost: one.firstLost.map(named),
  });
  return {
    ...shown(diff),
    later: later.map(shown),
    stillClosed: {
      ...stillClosed,
      reasons: stillClosed.reasons.map(({ itemIds, ...reason }) => ({
        ...reason,
        items: itemIds.map(named),
      })),
    },
    holders: holders && {
      ...holders,
      first: holders.first.map((one) => ({ ...one, ...named(one.itemId) })),
    },
  };
}

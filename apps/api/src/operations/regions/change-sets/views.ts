import type { ItemTitles } from '@portolan/catalog';
import type { AccountActor } from '@portolan/platform';
import {
  type ChangeSetRow,
  type PeriodInput,
  type Preview,
  type RuleDiff,
  type ShownEdit,
  shownEdits,
} from '@portolan/regions';
import type { z } from 'zod';
import type { changeSet, changeSetSummary, preview, ruleDiff } from './schemas';

const text = (instant: Date | null): string | null => instant?.toISOString() ?? null;

export function summaryView(set: ChangeSetRow): z.infer<typeof changeSetSummary> {
  const { edits: _, inverse: __, approvedAsLegal: ___, ...shown } = set;
  return {
    ...shown,
    createdAt: set.createdAt.toISOString(),
    updatedAt: set.updatedAt.toISOString(),
    previewedAt: text(set.previewedAt),
    approvedAt: text(set.approvedAt),
    scheduledFor: text(set.scheduledFor),
    appliedAt: text(set.appliedAt),
  };
}

/** With the edits that the reader may know. */
export function changeSetView(set: ChangeSetRow, reader: AccountActor): z.infer<typeof changeSet> {
  return { ...summaryView(set), edits: shownEdits(set, reader).map(editView) };
}

/** Instants as text. */
function editView(edit: ShownEdit): z.infer<typeof changeSet>['edits'][number] {
  const valid = 'valid' in edit && edit.valid ? { valid: periodView(edit.valid) } : {};
  const from = 'from' in edit && edit.from ? { from: edit.from.toISOString() } : {};
  return { ...edit, ...valid, ...from };
}

function periodView({ from, until }: PeriodInput) {
  return {
    ...(from === undefined ? {} : { from: text(from) }),
    ...(until === undefined ? {} : { until: text(until) }),
  };
}

export async function previewView(
  { set, diff }: Preview,
  titles: ItemTitles,
): Promise<z.infer<typeof preview>> {
  return { set: summaryView(set), diff: await diffView(diff, titles) };
}

/** With the items' names, as far as the catalogue has them. */
export async function diffView(diff: RuleDiff, titles: ItemTitles): Promise<z.infer<typeof ruleDiff>> {
  const known = await titles.execute([...new Set([...diff.firstGained, ...diff.firstLost])]);
  const named = (itemId: string) => ({ itemId, title: known.get(itemId)?.title ?? null });
  return {
    ...diff,
    at: new Date(diff.at).toISOString(),
    firstGained: diff.firstGained.map(named),
    firstLost: diff.firstLost.map(named),
  };
}

import type { ItemTitles } from '@portolan/catalog';
import type { ChangeSetRow, RuleDiff } from '@portolan/regions';
import type { z } from 'zod';
import type { changeSet, changeSetSummary, ruleDiff } from './schemas';

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

export function changeSetView(set: ChangeSetRow): z.infer<typeof changeSet> {
  return { ...summaryView(set), edits: set.edits as z.infer<typeof changeSet>['edits'] };
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

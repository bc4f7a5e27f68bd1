import type { MetadataChange } from './fields';

/** Merges a change into metadata: new keys are added, emptied ones removed, others stay. */
export function mergeMetadata(
  current: Readonly<Record<string, string>> | null,
  change: MetadataChange | undefined,
): Record<string, string> {
  if (change === null) return {};
  const merged: Record<string, string> = { ...current };
  for (const [key, value] of Object.entries(change ?? {})) {
    if (value === null) delete merged[key];
    else merged[key] = value;
  }
  return merged;
}

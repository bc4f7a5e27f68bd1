/** By name, sorted. */
export interface PermissionChange {
  added: string[];
  removed: string[];
}

/** What people would newly be asked for, and what no longer. */
export function permissionChanges(before: readonly string[], after: readonly string[]): PermissionChange {
  const without = (names: readonly string[], others: readonly string[]): string[] =>
    [...new Set(names)].filter((name) => !others.includes(name)).sort();
  return { added: without(after, before), removed: without(before, after) };
}

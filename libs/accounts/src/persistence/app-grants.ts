import type { AppGrant, Permission } from '../domain/permissions';

/** Permissions in single apps as a row keeps them: `{"<app>": ["<permission>"]}`. */
export type AppGrantsColumn = Record<string, Permission[]>;

export function grantsOfColumn(column: AppGrantsColumn): Map<string, readonly Permission[]> {
  return new Map(Object.entries(column));
}

export function columnOfGrants(grants: ReadonlyMap<string, readonly Permission[]>): AppGrantsColumn {
  return Object.fromEntries([...grants].map(([appId, permissions]) => [appId, [...permissions]]));
}

/** As views show them, in the order of the apps' ids. */
export function viewGrants(column: AppGrantsColumn): AppGrant[] {
  return Object.entries(column)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([appId, permissions]) => ({ appId, permissions }));
}

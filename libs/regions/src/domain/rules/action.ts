export const ACTIONS = ['list', 'acquire', 'redownload', 'update', 'renew'] as const;
/** What is asked for. Never one boolean: a court may stop sales while updates go on. */
export type Action = (typeof ACTIONS)[number];

/** The actions that need no entitlement. */
export const FRESH_ACTIONS = ['list', 'acquire'] as const;
export type FreshAction = (typeof FRESH_ACTIONS)[number];

/**
 * What those who already have an item keep when a rule blocks it: `full` everything, renewals too; `update-only`
 * updates; `freeze` the copy they have and nothing more; `revoke` nothing, as far as a device carries it out:
 * here it does what `freeze` does.
 */
export const RETENTIONS = ['full', 'update-only', 'freeze', 'revoke'] as const;
export type Retention = (typeof RETENTIONS)[number];

/** Who may read a reason; each one reads what stands before it, too. */
export const VISIBILITIES = ['public', 'publisher', 'staff', 'legal'] as const;
export type Visibility = (typeof VISIBILITIES)[number];

/** `FAMILY.CODE`, an open list: a new law needs data and no code. */
export type ReasonCode = `${string}.${string}`;

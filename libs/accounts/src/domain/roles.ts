/** Roles of a publisher's members. `owner` may do everything; each other role what its name says. */
export const PUBLISHER_ROLES = ['owner', 'admin', 'release-manager', 'finance', 'viewer'] as const;
export type PublisherRole = (typeof PUBLISHER_ROLES)[number];

/** Roles of the store's staff. `admin` may do what any of them may, except lift a prohibition (`legal`). */
export const STAFF_ROLES = [
  'reviewer',
  'market-manager',
  'market-approver',
  'legal',
  'finance',
  'support',
  'admin',
] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];

import type { Transitions } from '../state-machine';

/** `suspended`: held back by policy, may come back. `revoked`: over; owning the item again takes a new entitlement. */
export const ENTITLEMENT_STATES = ['active', 'suspended', 'revoked'] as const;
export type EntitlementState = (typeof ENTITLEMENT_STATES)[number];

/** The same steps stand in the CHECK `entitlement_status`; a test holds the two equal. */
export const ENTITLEMENT_TRANSITIONS: Transitions<EntitlementState> = {
  new: ['active'],
  active: ['suspended', 'revoked'],
  suspended: ['active', 'revoked'],
  revoked: [],
};

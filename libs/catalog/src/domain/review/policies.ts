/** The store's rules that a reviewer may cite, each with what it says. The codes are part of the API. */
export const REJECTION_POLICIES = {
  'malicious-behaviour': 'The package harms its user, their device or other people.',
  'deceptive-behaviour': 'The app does something else than its listing says.',
  impersonation: 'The app pretends to come from somebody else.',
  'intellectual-property': 'The app uses what belongs to somebody else without permission.',
  'restricted-content': 'The app shows or sells what the store does not carry.',
  privacy: 'The app collects or shares data without need, notice or consent.',
  permissions: 'The package asks for permissions that its purpose does not need.',
  'broken-functionality': 'The app does not start, or does not do its job.',
  metadata: 'The listing is misleading, incomplete or in the wrong language.',
  payments: 'The app avoids the store’s payment rules.',
} as const;

export type RejectionPolicy = keyof typeof REJECTION_POLICIES;
export const REJECTION_POLICY_CODES = Object.keys(REJECTION_POLICIES) as [
  RejectionPolicy,
  ...RejectionPolicy[],
];
/** A decision cites at least one and at most so many. */
export const CITED_POLICIES_MAX = 5;

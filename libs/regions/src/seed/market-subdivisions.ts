export interface Subdivision {
  readonly code: string;
  readonly zone: string;
}

/**
 * The subdivisions that have rules of their own from the start; an operator adds others. Northern Ireland follows EU
 * goods rules. The UA ones are the regions under sanctions programmes. The US ones license online casinos
 * (Nevada: poker) each by itself; Ontario does so in Canada, and Quebec has language rules for products.
 */
export const SUBDIVISIONS: readonly Subdivision[] = [
  { code: 'CA-ON', zone: 'America/Toronto' },
  { code: 'CA-QC', zone: 'America/Toronto' },
  { code: 'GB-NIR', zone: 'Europe/London' },
  { code: 'UA-09', zone: 'Europe/Kiev' },
  { code: 'UA-14', zone: 'Europe/Kiev' },
  { code: 'UA-40', zone: 'Europe/Simferopol' },
  { code: 'UA-43', zone: 'Europe/Simferopol' },
  { code: 'US-CT', zone: 'America/New_York' },
  { code: 'US-DE', zone: 'America/New_York' },
  { code: 'US-MI', zone: 'America/Detroit' },
  { code: 'US-NJ', zone: 'America/New_York' },
  { code: 'US-NV', zone: 'America/Los_Angeles' },
  { code: 'US-PA', zone: 'America/New_York' },
  { code: 'US-RI', zone: 'America/New_York' },
  { code: 'US-WV', zone: 'America/New_York' },
];

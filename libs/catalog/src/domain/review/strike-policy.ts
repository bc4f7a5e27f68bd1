const DAY_MS = 86_400_000;

/** How many strikes a publisher may have that count, and how long one counts. */
export const STRIKE_POLICY = { limit: 3, days: 180 } as const;

export function strikeExpiry(issuedAt: Date): Date {
  return new Date(issuedAt.getTime() + STRIKE_POLICY.days * DAY_MS);
}

/** Whether a publisher with so many strikes that count may submit nothing. */
export function atStrikeLimit(active: number): boolean {
  return active >= STRIKE_POLICY.limit;
}

/** What a publisher is told of a new strike. `active`: with this one. */
export function strikeWords(active: number, expiresAt: Date): string {
  const words = `This is a strike, which counts until ${expiresAt.toISOString().slice(0, 10)}. ${active} of ${STRIKE_POLICY.limit} count now.`;
  return atStrikeLimit(active) ? `${words} Nothing can be submitted until one of them goes.` : words;
}

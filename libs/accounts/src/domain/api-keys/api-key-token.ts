/** Says at first sight, to people and to scanners for leaked secrets, what it is. */
const MARK = 'ptk_';
const FORM = /^(ptk_[0-9a-f]{16})_[\w-]{43}$/;

/** `ptk_<16 hex>_<43 of base64url>`: 64 bits that name the key and 256 that prove it. */
export function apiKeyToken(name: Buffer, secret: string): { prefix: string; token: string } {
  const prefix = `${MARK}${name.subarray(0, 8).toString('hex')}`;
  return { prefix, token: `${prefix}_${secret}` };
}

/** The part that names the key; null for what cannot be one of ours. */
export function prefixOf(token: string): string | null {
  return FORM.exec(token)?.[1] ?? null;
}

export function looksLikeApiKey(token: string): boolean {
  return token.startsWith(MARK);
}

const DAY_MS = 86_400_000;

/** How long a key lives, in days. */
export const API_KEY_DAYS = { default: 90, most: 366 } as const;
/** Keys that are neither revoked nor expired, of one publisher. */
export const MOST_API_KEYS = 100;

export function apiKeyEnd(from: Date, days: number): Date {
  return new Date(from.getTime() + days * DAY_MS);
}

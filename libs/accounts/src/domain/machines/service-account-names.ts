export const MOST_SERVICE_ACCOUNTS = 100;
/** Keys that are not revoked, of one account. */
export const MOST_KEYS = 10;

/** `project_id` of a publisher's key files: the random part of its id, so that it is short. */
export function projectOf(publisherId: string): string {
  return `publisher-${publisherId.slice(-12)}`;
}

/** 21 digits, as Google's client ids have, from 128 random bits in base64url. */
export function numericId(random: string): string {
  const bits = BigInt(`0x${Buffer.from(random, 'base64url').toString('hex')}`);
  return `1${(bits % 10n ** 20n).toString().padStart(20, '0')}`;
}

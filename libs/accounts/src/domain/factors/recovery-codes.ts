export const RECOVERY_CODES = 10;

const ALPHABET = '23456789abcdefghjkmnpqrstuvwxyz';
const LENGTH = 16;

/** Sixteen signs that are not mistaken for one another, in groups of four, from random bytes (79 bits). */
export function recoveryCode(random: Buffer): string {
  const signs = [...random.subarray(0, LENGTH)].map((byte) => ALPHABET[byte % ALPHABET.length] ?? '');
  return (signs.join('').match(/.{4}/g) ?? []).join('-');
}

/** As it is compared: without case, spaces and hyphens. */
export function plainCode(given: string): string {
  return given.toLowerCase().replace(/[\s-]/g, '');
}

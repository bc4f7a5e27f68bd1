import { DomainError } from '@portolan/platform';

export const PRODUCT_ID_MAX_LENGTH = 139;
/** Ids of one app that were ever given, those of deleted products among them. */
export const PRODUCT_IDS_PER_APP = 10_000;

export type ProductKind = 'one-time' | 'subscription';

const FORM = /^[a-z0-9][a-z0-9_.]*$/;
/** Kept for tests of billing libraries. */
const RESERVED = 'android.test';

/** Whether there could be a product of this id: what cannot be one is not looked for. */
export function isProductId(id: string): boolean {
  return FORM.test(id) && id.length <= PRODUCT_ID_MAX_LENGTH;
}

/** @throws DomainError `product-id-invalid`. */
export function checkProductId(id: string, maxLength = PRODUCT_ID_MAX_LENGTH): void {
  if (!FORM.test(id) || id.length > maxLength)
    throw new DomainError(
      'invalid',
      'product-id-invalid',
      `A product id begins with a-z or 0-9, goes on with a-z, 0-9, "_" and ".", and has at most ${maxLength} characters.`,
    );
  if (id.startsWith(RESERVED))
    throw new DomainError('invalid', 'product-id-invalid', `Ids that begin with "${RESERVED}" are reserved.`);
}

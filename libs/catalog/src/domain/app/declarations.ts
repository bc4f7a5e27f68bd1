import { DomainError } from '@portolan/platform';
import { type AttributeValue, checkAttributes } from '@portolan/regions';

/**
 * What a publisher may say about the content of an app, in the names that the rules of regions speak. Ratings are
 * not among them: they come from an authority, as credentials.
 */
export const DECLARABLE_ATTRIBUTES = [
  'gambling',
  'encryption',
  'advertising',
  'purchases.inApp',
  'data.collectsLocation',
  'content.userGenerated',
  'content.sexual',
  'content.violence',
] as const;

export type Declarations = Readonly<Record<string, AttributeValue>>;

/** Permissions that show what a package can do, whatever its publisher declares. */
const EVIDENCE: Readonly<Record<string, string>> = {
  'android.permission.ACCESS_FINE_LOCATION': 'data.collectsLocation',
  'android.permission.ACCESS_COARSE_LOCATION': 'data.collectsLocation',
  'android.permission.ACCESS_BACKGROUND_LOCATION': 'data.collectsLocation',
  'com.android.vending.BILLING': 'purchases.inApp',
};

/** @throws DomainError `declaration-unknown`; `invalid-attribute` for a value of the wrong type. */
export function checkDeclarations(declarations: Readonly<Record<string, unknown>>): void {
  const known: readonly string[] = DECLARABLE_ATTRIBUTES;
  const unknown = Object.keys(declarations).find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new DomainError(
      'invalid',
      'declaration-unknown',
      `"${unknown.slice(0, 60)}" is nothing that a publisher declares; known are ${known.join(', ')}.`,
    );
  }
  checkAttributes(declarations);
}

/**
 * The attributes that availability is decided on: the declarations, and what the package itself shows. A package that
 * asks for the location counts as collecting it: a rule about location must not be escaped by declaring nothing.
 */
export function attributesOf(declarations: Declarations, permissions: readonly string[]): Declarations {
  const shown = permissions.flatMap((name) => {
    const attribute = EVIDENCE[name];
    return attribute === undefined ? [] : [[attribute, true] as const];
  });
  return { ...declarations, ...Object.fromEntries(shown) };
}

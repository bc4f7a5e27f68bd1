import { DomainError } from '@portolan/platform';

/** What a device is called in one locale. Plain text. */
export interface DeviceName {
  name: string;
  summary: string;
}

export const DEVICE_NAME_MAX_LENGTH = 80;
export const DEVICE_SUMMARY_MAX_LENGTH = 200;
export const DEVICE_NAME_LOCALES = 100;
const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const SLUG_MAX_LENGTH = 80;

/** The locale that a device's name falls back to: every device has one in it. */
export const DEVICE_FALLBACK_LOCALE = 'en';

/** @throws DomainError `device-slug-invalid`. */
export function checkSlug(slug: string): void {
  if (slug.length > SLUG_MAX_LENGTH || !SLUG.test(slug))
    throw new DomainError(
      'invalid',
      'device-slug-invalid',
      'A slug is lower-case words joined by "-", such as mi-band-2.',
    );
}

/** Trims the names. @throws DomainError `device-names-invalid`, also without a name in English. */
export function checkDeviceNames(names: Readonly<Record<string, DeviceName>>): Record<string, DeviceName> {
  const entries = Object.entries(names).map(
    ([locale, { name, summary }]) => [locale, { name: name.trim(), summary: summary.trim() }] as const,
  );
  const refuse = (detail: string) => new DomainError('invalid', 'device-names-invalid', detail);
  if (entries.length > DEVICE_NAME_LOCALES) throw refuse(`At most ${DEVICE_NAME_LOCALES} locales.`);
  if (!entries.some(([locale]) => locale === DEVICE_FALLBACK_LOCALE))
    throw refuse(`A device has a name in ${DEVICE_FALLBACK_LOCALE}, which others fall back to.`);
  for (const [locale, { name, summary }] of entries) {
    if (name === '' || name.length > DEVICE_NAME_MAX_LENGTH)
      throw refuse(`The name in ${locale} has 1 to ${DEVICE_NAME_MAX_LENGTH} characters.`);
    if (summary.length > DEVICE_SUMMARY_MAX_LENGTH)
      throw refuse(`The summary in ${locale} has at most ${DEVICE_SUMMARY_MAX_LENGTH} characters.`);
  }
  return Object.fromEntries(entries);
}

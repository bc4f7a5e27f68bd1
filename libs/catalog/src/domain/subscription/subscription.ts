import { DomainError, type FieldError } from '@portolan/platform';
import { type BasePlan, changedPlans } from './base-plan';
import { faultsOfPlans, faultsTogether } from './check-base-plans';

export const SUBSCRIPTIONS_PER_APP = 200;
export const SUBSCRIPTION_ID_MAX_LENGTH = 40;
export const SUBSCRIPTION_LISTINGS_MAX = 100;
/** Characters (UTF-16 code units). */
export const SUBSCRIPTION_TEXT_LIMITS = { title: 55, description: 80, benefit: 40, benefits: 4 } as const;

/** What buyers read of a subscription in one locale. Plain text. */
export interface SubscriptionText {
  locale: string;
  title: string;
  description: string;
  benefits: string[];
}

export interface SubscriptionFacts {
  listings: readonly SubscriptionText[];
  basePlans: readonly BasePlan[];
}

/** `listings` take the place of all there are; of base plans and their regions those that are named are changed. */
export interface SubscriptionChange {
  listings?: readonly SubscriptionText[] | undefined;
  basePlans?: readonly BasePlan[] | undefined;
}

/**
 * A subscription as it is after a change.
 * @param before `null`: there is none yet
 * @param appLocale there has to be a text in it
 * @throws DomainError `subscription-invalid` with every field at fault.
 */
export function changedSubscription(
  before: SubscriptionFacts | null,
  change: SubscriptionChange,
  appLocale: string,
  tender: (region: string) => readonly string[] | null,
): SubscriptionFacts {
  const errors: FieldError[] = [];
  const listings = change.listings?.map((text, index) => checkedText(text, `/listings/${index}`, errors));
  if (listings !== undefined || before === null) checkListings(listings ?? [], appLocale, errors);
  const basePlans = changedPlans(before?.basePlans ?? [], change.basePlans ?? []);
  errors.push(...faultsOfPlans(change.basePlans ?? [], tender), ...faultsTogether(basePlans));
  if (errors.length > 0)
    throw new DomainError('invalid', 'subscription-invalid', 'The subscription cannot be written as it is.', {
      errors: errors.slice(0, 50),
    });
  return { listings: listings ?? before?.listings ?? [], basePlans };
}

function checkListings(listings: readonly SubscriptionText[], appLocale: string, errors: FieldError[]): void {
  const locales = listings.map(({ locale }) => locale);
  const fault = (code: string, detail: string) => errors.push({ pointer: '/listings', code, detail });
  if (!locales.includes(appLocale))
    fault('missing', `There has to be a text in ${appLocale}, the app's language.`);
  if (new Set(locales).size < locales.length) fault('language-twice', 'A language is named twice.');
  if (locales.length > SUBSCRIPTION_LISTINGS_MAX)
    fault('too-many', `A subscription has at most ${SUBSCRIPTION_LISTINGS_MAX} texts.`);
}

function checkedText(text: SubscriptionText, pointer: string, errors: FieldError[]): SubscriptionText {
  const limits = SUBSCRIPTION_TEXT_LIMITS;
  const trimmed = {
    locale: text.locale,
    title: text.title.trim(),
    description: text.description.trim(),
    benefits: text.benefits.map((benefit) => benefit.trim()),
  };
  const { title, description, benefits } = trimmed;
  const fault = (place: string, code: string, detail: string) =>
    errors.push({ pointer: pointer + place, code, detail });
  if (title === '') fault('/title', 'empty', 'A subscription needs a title.');
  if ([title, ...benefits].some((line) => /[\p{Cc}\p{Zl}\p{Zp}]/u.test(line)))
    fault('', 'control-character', 'A title is one line, and so is each benefit.');
  if (title.length > limits.title) fault('/title', 'too-long', `At most ${limits.title} characters.`);
  if (description.length > limits.description)
    fault('/description', 'too-long', `At most ${limits.description} characters.`);
  if (benefits.length > limits.benefits)
    fault('/benefits', 'too-many', `At most ${limits.benefits} benefits.`);
  if (benefits.some((benefit) => benefit === '' || benefit.length > limits.benefit))
    fault('/benefits', 'too-long', `Each benefit has 1 to ${limits.benefit} characters.`);
  return trimmed;
}

import { DomainError, type FieldError, type Money } from '@portolan/platform';
import {
  type BasePlan,
  BASE_PLANS_MAX,
  GRACE_PERIODS,
  INSTALMENTS_MAX,
  OFFER_TAGS_MAX,
  PLAN_REGIONS_MAX,
  type PlanTerms,
  RENEWING_PERIODS,
} from './base-plan';

const PLAN_ID = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const TAG = /^[a-z0-9-]{1,20}$/;
/** One day to a year, paid before. */
const PREPAID = /^P([1-9]\d{0,2}D|[1-9]\d?W|[1-9]M|1[0-2]M|1Y)$/;
const PREPAID_DAYS_MAX = 365;
const HOLD = /^P([12]?\d|30)D$/;

type Note = (pointer: string, code: string, detail: string) => void;

/**
 * @param named the plans of a request
 * @param tender the currencies that are legal tender in a market now, or null for a market that does not exist
 * @returns every fault, by its place in the request
 */
export function faultsOfPlans(
  named: readonly BasePlan[],
  tender: (region: string) => readonly string[] | null,
): FieldError[] {
  const errors: FieldError[] = [];
  const ids = new Set<string>();
  named.forEach((plan, index) => {
    const note: Note = (pointer, code, detail) =>
      errors.push({ pointer: `/basePlans/${index}${pointer}`, code, detail });
    const { basePlanId, terms, regions, otherRegions, tags } = plan;
    if (!PLAN_ID.test(basePlanId))
      note('/basePlanId', 'base-plan-id-invalid', 'At most 63 of a-z, 0-9 and "-", no "-" at an end.');
    if (ids.has(basePlanId)) note('/basePlanId', 'base-plan-twice', `"${basePlanId}" is named twice.`);
    ids.add(basePlanId);
    checkTerms(terms, note);
    if (tags.length > OFFER_TAGS_MAX || !tags.every((tag) => TAG.test(tag)))
      note(
        '/offerTags',
        'offer-tags-invalid',
        `At most ${OFFER_TAGS_MAX} tags, each of 1 to 20 of a-z, 0-9 and "-".`,
      );
    checkRegions(regions, tender, note);
    if (otherRegions !== null) {
      checkOther(otherRegions.euro, 'EUR', '/otherRegionsConfig/eurPrice', note);
      checkOther(otherRegions.dollar, 'USD', '/otherRegionsConfig/usdPrice', note);
    }
  });
  return errors;
}

/** What has to hold of all plans of a subscription together. */
export function faultsTogether(plans: readonly BasePlan[]): FieldError[] {
  const errors: FieldError[] = [];
  const fault = (code: string, detail: string) => errors.push({ pointer: '/basePlans', code, detail });
  if (plans.length > BASE_PLANS_MAX)
    fault('too-many-base-plans', `A subscription has at most ${BASE_PLANS_MAX} base plans.`);
  const regions = plans.reduce((sum, plan) => sum + plan.regions.length, 0);
  if (regions > PLAN_REGIONS_MAX)
    fault('too-many-regions', `The base plans name at most ${PLAN_REGIONS_MAX} regions together.`);
  const legacy = plans.filter(
    ({ terms }) => terms.kind === 'auto-renewing' && terms.legacyCompatible === true,
  );
  if (legacy.length > 1) fault('legacy-compatible-twice', 'One base plan at most is legacy compatible.');
  return errors;
}

function checkTerms(terms: PlanTerms, note: Note): void {
  if (terms.kind === 'prepaid') {
    const days = /^P(\d+)D$/.exec(terms.period)?.[1];
    const weeks = /^P(\d+)W$/.exec(terms.period)?.[1];
    const isLong = Number(days ?? 0) > PREPAID_DAYS_MAX || Number(weeks ?? 0) > 52;
    if (!PREPAID.test(terms.period) || isLong)
      note(
        '/prepaidBasePlanType',
        'period-invalid',
        'A period of a day to a year, as P30D, P2W, P3M or P1Y.',
      );
    return;
  }
  const place = terms.kind === 'instalments' ? '/installmentsBasePlanType' : '/autoRenewingBasePlanType';
  const isOneOf = (words: readonly string[], word: string | null) => word === null || words.includes(word);
  if (!isOneOf(RENEWING_PERIODS, terms.period))
    note(`${place}/billingPeriodDuration`, 'period-invalid', `One of ${RENEWING_PERIODS.join(', ')}.`);
  if (!isOneOf(GRACE_PERIODS, terms.gracePeriod))
    note(`${place}/gracePeriodDuration`, 'grace-period-invalid', `One of ${GRACE_PERIODS.join(', ')}.`);
  if (terms.accountHold !== null && !HOLD.test(terms.accountHold))
    note(`${place}/accountHoldDuration`, 'account-hold-invalid', 'From P0D to P30D, in days.');
  if (terms.kind === 'instalments' && (terms.payments < 1 || terms.payments > INSTALMENTS_MAX))
    note(`${place}/committedPaymentsCount`, 'payments-invalid', `From 1 to ${INSTALMENTS_MAX}.`);
}

function checkRegions(
  regions: BasePlan['regions'],
  tender: (region: string) => readonly string[] | null,
  note: Note,
): void {
  const seen = new Set<string>();
  regions.forEach(({ region, price, forNewSubscribers }, index) => {
    const place = `/regionalConfigs/${index}`;
    const currencies = tender(region);
    if (seen.has(region)) note(place, 'market-twice', `${region} is named twice.`);
    seen.add(region);
    if (currencies === null) note(`${place}/regionCode`, 'market-not-found', `There is no region ${region}.`);
    else if (price === null) {
      if (forNewSubscribers)
        note(`${place}/price`, 'price-missing', `What is new subscribers' in ${region} has a price there.`);
    } else if (!currencies.includes(price.currency.code)) {
      const detail = `${price.currency.code} is no legal tender in ${region}; ${currencies.join(', ') || 'nothing'} is.`;
      note(`${place}/price`, 'currency-not-tender', detail);
    } else checkAmount(price, `${place}/price`, note);
  });
}

function checkOther(price: Money, currency: string, place: string, note: Note): void {
  if (price.currency.code !== currency) note(place, 'currency-mismatch', `This price is in ${currency}.`);
  else checkAmount(price, place, note);
}

function checkAmount(price: Money, place: string, note: Note): void {
  try {
    price.assertChargeable();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    note(place, error.code, error.detail);
  }
}

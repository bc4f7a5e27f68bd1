import { type DomainError, Money } from '@portolan/platform';
import { type BasePlan, changedPlans, type PlanTerms } from './base-plan';
import { changedSubscription, type SubscriptionChange, type SubscriptionFacts } from './subscription';

const eur = (amount: number) => Money.of(amount, 'EUR');
const text = (locale: string, more: object = {}) => ({
  locale,
  title: 'Gold',
  description: '',
  benefits: [],
  ...more,
});
const renewing = { gracePeriod: null, accountHold: null, mayResubscribe: null, proration: null };
const monthly: Extract<PlanTerms, { kind: 'auto-renewing' }> = {
  kind: 'auto-renewing',
  period: 'P1M',
  ...renewing,
  legacyCompatible: null,
};
const plan = (more: Partial<BasePlan> = {}): BasePlan => ({
  basePlanId: 'monthly',
  terms: monthly,
  regions: [{ region: 'DE', forNewSubscribers: true, price: eur(499) }],
  otherRegions: null,
  tags: [],
  ...more,
});
const TENDER: Readonly<Record<string, string[]>> = { DE: ['EUR'], FR: ['EUR'], JP: ['JPY'] };
const tender = (region: string) => TENDER[region] ?? null;
const change = (wanted: SubscriptionChange, before: SubscriptionFacts | null = null) =>
  changedSubscription(before, wanted, 'en', tender);
const faults = (wanted: SubscriptionChange, before: SubscriptionFacts | null = null): string[] => {
  try {
    change(wanted, before);
    return [];
  } catch (error) {
    return (error as DomainError).errors.map(({ pointer, code }) => `${pointer} ${code}`);
  }
};
const whole = (more: Partial<BasePlan> = {}) => ({ listings: [text('en')], basePlans: [plan(more)] });

describe('a subscription', () => {
  it('keeps the regions and the plans that a change does not name', () => {
    const before = [
      plan({
        regions: [
          { region: 'DE', forNewSubscribers: true, price: eur(499) },
          { region: 'FR', forNewSubscribers: true, price: eur(599) },
        ],
      }),
      plan({ basePlanId: 'yearly' }),
    ];
    const [monthlyAfter, yearlyAfter] = changedPlans(before, [
      plan({ regions: [{ region: 'DE', forNewSubscribers: false, price: eur(399) }], tags: ['sale'] }),
    ]);
    expect(monthlyAfter?.tags).toEqual(['sale']);
    expect(monthlyAfter?.regions.map(({ region, price }) => `${region} ${String(price)}`)).toEqual([
      'DE EUR 3.99',
      'FR EUR 5.99',
    ]);
    expect(yearlyAfter).toBe(before[1]);
  });

  it('keeps its texts when a change names none, and is not without one in the language of its app', () => {
    const before = change(whole());
    expect(change({ basePlans: [] }, before).listings).toEqual([text('en')]);
    expect(faults({ listings: [text('de')] }, before)).toEqual(['/listings missing']);
    expect(faults({})).toEqual(['/listings missing']);
  });

  it.each<[SubscriptionChange, string]>([
    [{ listings: [text('en'), text('en')] }, '/listings language-twice'],
    [{ listings: [text('en', { title: ' ' })] }, '/listings/0/title empty'],
    [{ listings: [text('en', { title: 'a\nb' })] }, '/listings/0 control-character'],
    [{ listings: [text('en', { description: 'a'.repeat(81) })] }, '/listings/0/description too-long'],
    [{ listings: [text('en', { benefits: ['a', 'b', 'c', 'd', 'e'] })] }, '/listings/0/benefits too-many'],
    [{ listings: [text('en', { benefits: ['a'.repeat(41)] })] }, '/listings/0/benefits too-long'],
  ])('is refused with %j', (wrong, fault) => {
    expect(faults({ ...whole(), ...wrong })).toEqual([fault]);
  });

  it.each<[Partial<BasePlan>, string]>([
    [{ basePlanId: '-x' }, '/basePlans/0/basePlanId base-plan-id-invalid'],
    [{ basePlanId: 'A' }, '/basePlans/0/basePlanId base-plan-id-invalid'],
    [{ basePlanId: 'a'.repeat(64) }, '/basePlans/0/basePlanId base-plan-id-invalid'],
    [{ tags: ['A'] }, '/basePlans/0/offerTags offer-tags-invalid'],
    [{ tags: Array.from({ length: 21 }, () => 'a') }, '/basePlans/0/offerTags offer-tags-invalid'],
    [
      { terms: { ...monthly, period: 'P5M' } },
      '/basePlans/0/autoRenewingBasePlanType/billingPeriodDuration period-invalid',
    ],
    [
      { terms: { ...monthly, gracePeriod: 'P4D' } },
      '/basePlans/0/autoRenewingBasePlanType/gracePeriodDuration grace-period-invalid',
    ],
    [
      { terms: { ...monthly, accountHold: 'P31D' } },
      '/basePlans/0/autoRenewingBasePlanType/accountHoldDuration account-hold-invalid',
    ],
    [
      { terms: { kind: 'prepaid', period: 'P366D', mayExtend: null } },
      '/basePlans/0/prepaidBasePlanType period-invalid',
    ],
    [
      {
        terms: {
          ...renewing,
          kind: 'instalments',
          period: 'P1M',
          payments: 0,
          renewal: 'with-commitment',
        },
      },
      '/basePlans/0/installmentsBasePlanType/committedPaymentsCount payments-invalid',
    ],
    [
      { regions: [{ region: 'JP', forNewSubscribers: true, price: eur(499) }] },
      '/basePlans/0/regionalConfigs/0/price currency-not-tender',
    ],
    [
      { regions: [{ region: 'XX', forNewSubscribers: true, price: eur(499) }] },
      '/basePlans/0/regionalConfigs/0/regionCode market-not-found',
    ],
    [
      { regions: [{ region: 'DE', forNewSubscribers: true, price: null }] },
      '/basePlans/0/regionalConfigs/0/price price-missing',
    ],
    [
      { regions: [{ region: 'DE', forNewSubscribers: true, price: eur(1) }] },
      '/basePlans/0/regionalConfigs/0/price price-below-minimum',
    ],
    [
      { otherRegions: { euro: eur(499), dollar: eur(499), forNewSubscribers: true } },
      '/basePlans/0/otherRegionsConfig/usdPrice currency-mismatch',
    ],
  ])('is refused with a base plan that has %j', (wrong, fault) => {
    expect(faults(whole(wrong))).toEqual([fault]);
  });

  it.each(['P1D', 'P365D', 'P52W', 'P9M', 'P12M', 'P1Y'])('may be prepaid for %s', (period) => {
    expect(faults(whole({ terms: { kind: 'prepaid', period, mayExtend: true } }))).toEqual([]);
  });

  it.each(['P0D', 'P53W', 'P13M', 'P2Y', 'PT1H', ''])('may not be prepaid for "%s"', (period) => {
    expect(faults(whole({ terms: { kind: 'prepaid', period, mayExtend: true } }))).toHaveLength(1);
  });

  it('names each plan and each region once, and one plan that is legacy compatible', () => {
    const region = { region: 'DE', forNewSubscribers: false, price: null };
    expect(faults({ ...whole(), basePlans: [plan(), plan()] })).toEqual([
      '/basePlans/1/basePlanId base-plan-twice',
    ]);
    expect(faults(whole({ regions: [region, region] }))).toEqual([
      '/basePlans/0/regionalConfigs/1 market-twice',
    ]);
    const legacy: PlanTerms = { ...monthly, legacyCompatible: true };
    const before = change(whole({ terms: legacy }));
    expect(faults({ basePlans: [plan({ basePlanId: 'other', terms: legacy })] }, before)).toEqual([
      '/basePlans legacy-compatible-twice',
    ]);
  });

  it('has no more than fifty plans', () => {
    const wide = Array.from({ length: 50 }, (_, i) =>
      plan({
        basePlanId: `w${i}`,
        regions: Array.from({ length: 201 }, (__, r) => ({
          region: `${r}`,
          forNewSubscribers: false,
          price: null,
        })),
      }),
    );
    const before = { listings: [text('en')], basePlans: wide };
    expect(faults({ basePlans: [] }, before)).toEqual(['/basePlans too-many-regions']);
    const many = Array.from({ length: 51 }, (_, i) => plan({ basePlanId: `p${i}` }));
    expect(faults({ ...whole(), basePlans: many })).toEqual(['/basePlans too-many-base-plans']);
  });
});

import { decide } from '../decide';
import { decideContext, type RequestContext } from '../decide-context';
import { readerView } from '../reader-view';
import { buildSnapshot } from '../snapshot/build-snapshot';
import { credential, item, phone, prohibition, requirement, rows, scope, utc } from './factories';

const at = utc('2026-11-01');
const snapshot = () =>
  buildSnapshot(rows({ prohibitions: [prohibition({ type: 'sanctions', markets: scope('UA-43') })] }));
const nobody: RequestContext = {
  accountMarket: 'DE',
  paymentMarket: null,
  shipToMarket: null,
  locationMarket: null,
  age: null,
  minimumAge: null,
  deviceFits: null,
};
const acquire = (asked: ReturnType<typeof item>, market: string, context: Partial<RequestContext>) =>
  decideContext(snapshot(), { item: asked, market, action: 'acquire', at }, { ...nobody, ...context });
const codes = (...asked: Parameters<typeof acquire>) => acquire(...asked).reasons.map(({ code }) => code);

describe('the context of a request', () => {
  it('has an app follow the account, and names both markets where they differ', () => {
    expect(acquire(item(), 'DE', {})).toEqual({ allowed: true, reasons: [], conflicts: [] });
    expect(acquire(item(), 'FR', {})).toMatchObject({
      allowed: false,
      reasons: [{ layer: 'context', code: 'USER.ACCOUNT_MARKET_MISMATCH' }],
      conflicts: [{ between: 'account', named: 'DE', asked: 'FR', resolve: 'use-the-account-market' }],
    });
  });

  it('lets nobody escape the rules of a subdivision through its country', () => {
    expect(codes(item(), 'US-NV', { accountMarket: 'US' })).toEqual([]);
    expect(codes(item(), 'US', { accountMarket: 'US-NV' })).toEqual(['USER.ACCOUNT_MARKET_MISMATCH']);
  });

  it('accepts an instrument of the account market or from within the Union, and refuses others', () => {
    expect(codes(item(), 'DE', { paymentMarket: 'DE' })).toEqual([]);
    expect(codes(item(), 'DE', { paymentMarket: 'FR' })).toEqual([]);
    expect(codes(item(), 'DE', { paymentMarket: 'US' })).toEqual(['USER.PAYMENT_MARKET_MISMATCH']);
    expect(codes(item(), 'US-NV', { accountMarket: 'US-NV', paymentMarket: 'US' })).toEqual([]);
    expect(codes(item(), 'US', { accountMarket: 'US', paymentMarket: 'US-NV' })).toEqual([]);
    // The Union is one place for those who live in it.
    expect(codes(item(), 'US', { accountMarket: 'US', paymentMarket: 'FR' })).toEqual([
      'USER.PAYMENT_MARKET_MISMATCH',
    ]);
  });

  it('has a device follow the address, wherever its buyer lives and pays', () => {
    expect(codes(phone(), 'FR', { shipToMarket: 'FR', accountMarket: 'DE', paymentMarket: 'PL' })).toEqual(
      [],
    );
    expect(codes(phone(), 'FR', { shipToMarket: 'US' })).toEqual(['USER.SHIP_TO_MISMATCH']);
    expect(acquire(phone(), 'FR', {}).conflicts).toMatchObject([{ between: 'ship-to', named: null }]);
  });

  it('denies over a location under sanctions only', () => {
    expect(codes(item(), 'DE', { locationMarket: 'CN' })).toEqual([]);
    expect(codes(item(), 'DE', { locationMarket: 'UA' })).toEqual([]);
    expect(codes(item(), 'DE', { locationMarket: 'UA-43' })).toEqual(['USER.LOCATION_SANCTIONED']);
  });

  it('denies over age and device where they are known not to fit, and over an age that is needed and not known', () => {
    expect(codes(item(), 'DE', { age: 17, minimumAge: 18 })).toEqual(['USER.AGE_BELOW_RATING']);
    expect(codes(item(), 'DE', { age: 18, minimumAge: 18 })).toEqual([]);
    expect(codes(item(), 'DE', { minimumAge: 18 })).toEqual(['USER.AGE_UNKNOWN']);
    expect(codes(item(), 'DE', { deviceFits: false })).toEqual(['TECH.DEVICE_INCOMPATIBLE']);
  });

  it('agrees with nothing where a code is no market, or there is none', () => {
    expect(codes(item(), 'DE', { accountMarket: null })).toEqual(['USER.ACCOUNT_MARKET_MISMATCH']);
    expect(codes(item(), 'DE', { accountMarket: 'ZZ', paymentMarket: 'DE' })).toEqual([
      'USER.ACCOUNT_MARKET_MISMATCH',
      'USER.PAYMENT_MARKET_MISMATCH',
    ]);
    expect(codes(item(), 'DE', { paymentMarket: 'ZZ' })).toEqual(['USER.PAYMENT_MARKET_MISMATCH']);
    expect(codes(phone(), 'DE', { shipToMarket: 'ZZ' })).toEqual(['USER.SHIP_TO_MISMATCH']);
    expect(codes(item(), 'DE', { locationMarket: 'ZZ' })).toEqual([]);
  });

  it('names the place that a request comes from where it is sanctioned', () => {
    expect(acquire(item(), 'DE', { locationMarket: 'UA-43' }).conflicts).toEqual([
      { between: 'location', named: 'UA-43', asked: 'DE', resolve: 'ask-from-elsewhere' },
    ]);
  });

  it('names reasons in the order of their codes', () => {
    expect(codes(phone(), 'FR', { shipToMarket: 'US', deviceFits: false, minimumAge: 18 })).toEqual([
      'TECH.DEVICE_INCOMPATIBLE',
      'USER.AGE_UNKNOWN',
      'USER.SHIP_TO_MISMATCH',
    ]);
  });

  it('says of an instrument from elsewhere which one is needed, and of an address which market it is in', () => {
    expect(acquire(item(), 'DE', { paymentMarket: 'US' }).conflicts).toEqual([
      {
        between: 'payment',
        named: 'US',
        asked: 'DE',
        resolve: 'use-an-instrument-of-the-account-market',
      },
    ]);
    expect(acquire(phone(), 'DE', { shipToMarket: 'US' }).conflicts).toEqual([
      { between: 'ship-to', named: 'US', asked: 'DE', resolve: 'use-the-ship-to-market' },
    ]);
  });

  it('asks for an age where somebody acquires, and for nothing where somebody looks', () => {
    const elsewhere = { accountMarket: 'US', paymentMarket: 'JP', minimumAge: 18, deviceFits: false };
    const codesOf = (action: 'list' | 'redownload' | 'update' | 'renew') =>
      decideContext(
        snapshot(),
        { item: item(), market: 'DE', action, at },
        { ...nobody, ...elsewhere },
      ).reasons.map(({ code }) => code);
    expect(codesOf('list')).toEqual([]);
    expect(codesOf('update')).toEqual(['TECH.DEVICE_INCOMPATIBLE']);
    expect(codesOf('redownload')).toEqual(['TECH.DEVICE_INCOMPATIBLE']);
    expect(codesOf('renew')).toEqual(['USER.ACCOUNT_MARKET_MISMATCH', 'USER.PAYMENT_MARKET_MISMATCH']);
  });

  it('takes nothing but sanctions from the place that a request comes from', () => {
    const rules = buildSnapshot(
      rows({
        prohibitions: [
          prohibition({ markets: scope('FR') }),
          prohibition({ id: 's', type: 'sanctions', markets: scope('US') }),
        ],
        requirements: [requirement({ markets: scope('JP') })],
        offers: [],
      }),
    );
    const from = (locationMarket: string) =>
      decideContext(
        rules,
        { item: item(), market: 'DE', action: 'acquire', at },
        { ...nobody, locationMarket },
      ).allowed;
    expect(['FR', 'JP', 'IN', 'DE', 'US'].map(from)).toEqual([true, true, true, true, false]);
  });
});

describe('what a reader may see', () => {
  const secret = prohibition({
    id: 'sealed',
    visibility: 'legal',
    valid: { from: null, until: utc('2027-01-01') },
  });
  const ask = (part: Parameters<typeof rows>[0], action: 'list' | 'acquire' = 'acquire') =>
    decide(buildSnapshot(rows(part)), { item: item(), market: 'DE', action, at });

  it('hides a sealed order from everybody below legal, with its dates and its way out', () => {
    const decision = ask({ prohibitions: [secret] });
    expect(readerView(decision, 'staff')).toMatchObject({
      allowed: false,
      state: 'not-offered',
      blockedVisibility: null,
      reasons: [],
      unlock: [],
      nextChange: null,
    });
    expect(readerView(decision, 'legal')).toEqual(decision);
    expect(decision.nextChange).toMatchObject({ at: utc('2027-01-01'), allowed: true });
  });

  it('does not give a sealed order away through the state of a page that may still be seen', () => {
    const decision = ask({ prohibitions: [{ ...secret, actions: ['acquire'] }] }, 'list');
    expect(decision).toMatchObject({ allowed: true, state: 'blocked' });
    expect(readerView(decision, 'public').state).toBe('not-offered');
  });

  it('shows the state of a block that one public order explains', () => {
    const decision = ask({ prohibitions: [secret, prohibition({ id: 'open' })] });
    expect(readerView(decision, 'public')).toMatchObject({
      state: 'blocked',
      reasons: [{ ruleId: 'open' }],
      unlock: [],
    });
  });

  it('tells no date on which a sealed order ends, though an open one ends on it, too', () => {
    const open = prohibition({ id: 'open', valid: secret.valid });
    const decision = ask({ prohibitions: [secret, open] });
    expect(decision.nextChange?.why.map(({ id }) => id).sort()).toEqual(['open', 'sealed']);
    expect(readerView(decision, 'public').nextChange).toBeNull();
    const alone = ask({ prohibitions: [open] });
    expect(readerView(alone, 'public').nextChange).toEqual(alone.nextChange);
  });

  it('keeps the credential behind a public advisory from the public, too', () => {
    const advisory = requirement({ enforcement: 'advisory' });
    const decision = ask({ requirements: [advisory], credentials: [credential({ status: 'revoked' })] });
    const seen = (reader: 'public' | 'publisher') =>
      readerView(decision, reader).advisories.map(({ credentialId }) => credentialId);
    expect([seen('public'), seen('publisher')]).toEqual([[null], ['credential']]);
  });

  it('keeps the credential behind a public reason from the public', () => {
    const decision = ask({ requirements: [requirement()], credentials: [credential({ status: 'revoked' })] });
    expect(readerView(decision, 'public').reasons).toMatchObject([
      { code: 'CERT.REVOKED', credentialId: null },
    ]);
    expect(readerView(decision, 'publisher').reasons).toMatchObject([{ credentialId: 'credential' }]);
  });

  it('hides an advisory from those who may not see it, and a block that there is not from nobody', () => {
    const decision = ask({
      requirements: [
        requirement({ id: 'staff', enforcement: 'advisory', visibility: 'staff' }),
        requirement({ id: 'open', enforcement: 'advisory' }),
      ],
    });
    const seen = (reader: 'public' | 'staff') =>
      readerView(decision, reader).advisories.map(({ ruleId }) => ruleId);
    expect([seen('public'), seen('staff')]).toEqual([['open'], ['open', 'staff']]);
    expect([decision.state, decision.blockedVisibility]).toEqual(['available', null]);
  });
});

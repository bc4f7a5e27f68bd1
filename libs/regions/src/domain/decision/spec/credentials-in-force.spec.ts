import { buildSnapshot } from '../snapshot/build-snapshot';
import type { Credential } from '../../rules/credential';
import { credential, items, rows, scope, utc } from './factories';

describe('the credentials of a publisher that are in force', () => {
  const held = (
    credentials: Credential[],
    question: { market?: string; at?: string; type?: string } = {},
  ) => {
    const { market = 'DE', at = '2026-06-01', type = 'trader.eu' } = question;
    const snapshot = buildSnapshot(rows({ credentials }));
    const { slot } = snapshot.markets.market(market);
    const found = snapshot.credentials.inForce({ publisherId: 'acme', type, slot, at: utc(at) });
    return found.map(({ row }) => row.id);
  };
  const trader = (part: Partial<Credential> = {}) =>
    credential({ type: 'trader.eu', markets: scope('EU'), ...part });

  it('are verified', () => {
    expect(held([trader({ id: 'a' }), trader({ id: 'b' })])).toEqual(['a', 'b']);
    for (const status of ['draft', 'submitted', 'rejected', 'suspended', 'revoked', 'lapsed'] as const)
      expect(held([trader({ status })])).toEqual([]);
  });

  it('are of the type, in the market, and in date', () => {
    expect(held([trader()], { type: 'publisher.address' })).toEqual([]);
    expect(held([trader()], { market: 'US' })).toEqual([]);
    const year = trader({ valid: { from: utc('2026-01-01'), until: utc('2027-01-01') } });
    const at = (instant: string) => held([year], { at: instant }).length;
    expect(['2025-12-31', '2026-01-01', '2026-12-31', '2027-01-01'].map(at)).toEqual([0, 1, 1, 0]);
  });

  it('are the publisher’s own, and for whatever it has', () => {
    expect(held([trader({ holder: { kind: 'operator' } })])).toEqual([]);
    expect(held([trader({ holder: { kind: 'publisher', publisherId: 'other' } })])).toEqual([]);
    expect(held([trader({ items: items({ itemIds: ['one'] }) })])).toEqual([]);
  });
});

import type { ContextDecision } from '../../domain';
import { assertContext } from './assert-context';

const decision = (code: string, conflicts: ContextDecision['conflicts'] = []): ContextDecision => ({
  allowed: false,
  reasons: [
    {
      layer: 'context',
      code: code as `${string}.${string}`,
      itemId: 'i',
      market: 'DE',
      ruleId: null,
      conflictsWith: [],
      credentialId: null,
      legalBasis: null,
      authority: null,
      since: null,
      until: null,
      visibility: 'public',
    },
  ],
  conflicts,
});
const yes: ContextDecision = { allowed: true, reasons: [], conflicts: [] };

describe('what is answered to a request that its person may not make', () => {
  it('is nothing where all is well', () => {
    expect(() => assertContext([yes, yes])).not.toThrow();
  });

  it('names each conflict once, before everything else', () => {
    const conflicts = [
      { between: 'account', named: 'FR', asked: 'DE', resolve: 'use-the-account-market' },
    ] as const;
    const mismatch = decision('USER.ACCOUNT_MARKET_MISMATCH', conflicts);
    expect(() => assertContext([yes, mismatch, mismatch, decision('USER.AGE_UNKNOWN')])).toThrow(
      expect.objectContaining({
        kind: 'conflict',
        code: 'market-conflict',
        extra: expect.objectContaining({ conflicts }),
      }),
    );
  });

  it.each([
    ['TECH.DEVICE_INCOMPATIBLE', 'conflict', 'device-not-compatible'],
    ['USER.AGE_BELOW_RATING', 'forbidden', 'person-not-eligible'],
  ])('of %s is %s', (reason, kind, code) => {
    expect(() => assertContext([decision(reason)])).toThrow(expect.objectContaining({ kind, code }));
  });
});

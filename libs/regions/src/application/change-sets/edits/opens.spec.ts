import fc from 'fast-check';
import { decide, buildSnapshot, type RuleRows } from '../../../domain';
import { CODES, LAST_INSTANT } from '../../../domain/decision/spec/arbitrary-items';
import { question, ruleRows } from '../../../domain/decision/spec/arbitrary-rules';
import { offer, prohibition, requirement, rows } from '../../../domain/decision/spec/factories';
import type { Edit } from './edit';
import { opens } from './opens';

const NOW = 10;
const markets = { expression: 'WORLD', coversFutureMarkets: true };
const statusEdit = (status: 'open' | 'suspended' | 'closed', from?: number): Edit => ({
  do: 'change-market-status',
  market: 'AA',
  status,
  reason: 'test',
  ...(from !== undefined && { from: new Date(from) }),
});

function withMarket(...statuses: [number | null, 'planned' | 'open' | 'suspended' | 'closed'][]): RuleRows {
  const market = {
    code: 'AA',
    name: 'A',
    parent: null,
    zone: 'Etc/UTC',
    currencies: [],
    slot: 0,
    addedAt: 0,
    statuses: statuses.map(([from, status]) => ({ from, status })),
  };
  return rows({ markets: [market] });
}

describe('what opens', () => {
  it.each([
    ['a planned market opens', [[null, 'planned']], statusEdit('open'), true],
    ['one that was never opened is suspended: downloads begin', [], statusEdit('suspended'), true],
    ['a closed market is suspended', [[null, 'closed']], statusEdit('suspended'), true],
    ['an open market is suspended', [[null, 'open']], statusEdit('suspended'), false],
    ['an open market is closed', [[null, 'open']], statusEdit('closed'), false],
    ['an open market opens again', [[null, 'open']], statusEdit('open'), false],
    [
      'a closing that was scheduled is taken back',
      [
        [null, 'open'],
        [20, 'closed'],
      ],
      statusEdit('open'),
      true,
    ],
    [
      'a suspension replaces a later closing',
      [
        [null, 'open'],
        [20, 'closed'],
      ],
      statusEdit('suspended'),
      true,
    ],
    [
      'a suspension after the closing',
      [
        [null, 'open'],
        [20, 'closed'],
      ],
      statusEdit('suspended', 30),
      true,
    ],
    [
      'a market opens after it opened',
      [
        [null, 'closed'],
        [20, 'open'],
      ],
      statusEdit('open', 20),
      false,
    ],
    [
      'it opens earlier than it was to',
      [
        [null, 'closed'],
        [20, 'open'],
      ],
      statusEdit('open', 15),
      true,
    ],
  ] as const)('%s', (_, statuses, edit, expected) => {
    const known = withMarket(
      ...statuses.map(([from, status]) => [from, status] as [number | null, typeof status]),
    );
    expect(opens(edit, known, NOW)).toBe(expected);
  });

  it.each([
    ['opens', statusEdit('open', 30), true],
    ['is suspended: downloads begin', statusEdit('suspended'), true],
    ['is closed', statusEdit('closed'), false],
  ] as const)('a market that the same set adds %s', (_, edit, expected) => {
    expect(opens(edit, rows({ markets: [] }), NOW)).toBe(expected);
  });

  const plan = rows({
    offers: [
      offer({ id: 'yes', side: 'store', offered: true }),
      offer({ id: 'no', side: 'store', offered: false }),
      offer({ id: 'over', side: 'store', offered: false, valid: { from: null, until: 5 } }),
    ],
    prohibitions: [prohibition({ id: 'order' })],
    requirements: [requirement({ id: 'need' })],
  });
  const need = {
    items: {},
    markets,
    actions: ['list' as const],
    anyOf: [['x']],
    missingCode: 'CERT.MISSING',
  };
  it.each<[string, Edit, boolean]>([
    ['a rule that offers', { do: 'set-plan', markets, offered: true }, true],
    ['a rule that offers not', { do: 'set-plan', markets, offered: false }, false],
    ['no in place of yes', { do: 'set-plan', offerId: 'yes', markets, offered: false }, false],
    [
      'no in place of no, perhaps elsewhere',
      { do: 'set-plan', offerId: 'no', markets, offered: false },
      true,
    ],
    ['a yes is removed', { do: 'remove-plan', offerId: 'yes' }, false],
    ['a no is removed', { do: 'remove-plan', offerId: 'no' }, true],
    ['a no that is over is removed', { do: 'remove-plan', offerId: 'over' }, false],
    ['a prohibition is lifted', { do: 'lift-prohibition', prohibitionId: 'order', reason: 'x' }, true],
    ['a requirement ends', { do: 'end-requirement', requirementId: 'need', reason: 'x' }, true],
    ['a requirement is made', { do: 'put-requirement', ...need, enforcement: 'blocking' }, false],
    [
      'a requirement is replaced',
      { do: 'put-requirement', requirementId: 'need', ...need, enforcement: 'blocking' },
      true,
    ],
    [
      'a paper is verified',
      { do: 'change-credential-status', credentialId: 'c', status: 'verified', reason: 'x' },
      true,
    ],
    [
      'a paper is suspended',
      { do: 'change-credential-status', credentialId: 'c', status: 'suspended', reason: 'x' },
      false,
    ],
  ])('%s', (_, edit, expected) => expect(opens(edit, plan, NOW)).toBe(expected));

  it('is said of every edit of the plan or of a market that opens a cell at any time from now on', () => {
    const edits = fc.oneof(
      fc.record({ do: fc.constant('remove' as const), pick: fc.nat() }),
      fc.record({ do: fc.constant('say-no' as const), pick: fc.nat() }),
      fc.record({
        do: fc.constant('status' as const),
        market: fc.constantFrom(...CODES),
        status: fc.constantFrom('open' as const, 'suspended' as const, 'closed' as const),
        from: fc.integer({ min: NOW, max: LAST_INSTANT }),
      }),
    );
    let closing = 0;
    fc.assert(
      fc.property(
        ruleRows,
        edits,
        question,
        fc.integer({ min: NOW, max: LAST_INSTANT }),
        (before, kind, asked, at) => {
          const made = make(before, kind);
          if (made === null || opens(made.edit, before, NOW)) return;
          closing++;
          const may = (rules: RuleRows) => decide(buildSnapshot(rules), { ...asked, at }).allowed;
          if (may(made.after)) expect(may(before)).toBe(true);
        },
      ),
      { numRuns: 3_000 },
    );
    expect(closing).toBeGreaterThan(500);
  });
});

type Kind =
  | { do: 'remove' | 'say-no'; pick: number }
  | { do: 'status'; market: string; status: 'open' | 'suspended' | 'closed'; from: number };

/** The edit, and what the rules are after it. */
function make(before: RuleRows, kind: Kind): { edit: Edit; after: RuleRows } | null {
  if (kind.do === 'status') {
    const { market: code, status, from } = kind;
    const after = before.markets.map((market) =>
      market.code === code
        ? {
            ...market,
            statuses: [
              ...market.statuses.filter((span) => span.from === null || span.from < from),
              { from, status },
            ],
          }
        : market,
    );
    const edit: Edit = {
      do: 'change-market-status',
      market: code,
      status,
      from: new Date(from),
      reason: 'x',
    };
    return { edit, after: { ...before, markets: after } };
  }
  const plan = before.offers.filter(({ side, valid }) => side === 'store' && (valid.until ?? Infinity) > NOW);
  const rule = plan[kind.pick % (plan.length || 1)];
  if (rule === undefined) return null;
  const others = before.offers.filter((one) => one !== rule);
  // What was in force until now stays.
  const past =
    (rule.valid.from ?? -Infinity) < NOW ? [{ ...rule, valid: { ...rule.valid, until: NOW } }] : [];
  if (kind.do === 'remove')
    return {
      edit: { do: 'remove-plan', offerId: rule.id },
      after: { ...before, offers: [...others, ...past] },
    };
  const no = { ...rule, offered: false, valid: { from: NOW, until: null } };
  const edit: Edit = { do: 'set-plan', offerId: rule.id, markets: rule.markets, offered: false };
  return { edit, after: { ...before, offers: [...others, ...past, no] } };
}

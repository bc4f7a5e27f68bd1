import { courtOrderFacts } from './acts/court-order';
import { blockOrderFacts } from './acts/block-order';
import { expiryFacts } from './acts/expiry';
import { type Grid, type GridCell } from './acts/grid';
import { hindsightFacts } from './acts/hindsight';
import { openingFacts } from './acts/opening';
import { launchFacts } from './acts/spanish-launch';
import { dealFacts } from './acts/the-deal';
import { ACTIONS } from '../../libs/regions/src/domain';
import { JOURNAL } from './facts';
import { BLOCK_ORDER, COURT_ORDER } from './facts/orders';
import { colourInk, plainInk } from './print/ink';
import { WIDTH } from './print/layout';
import { tellStory } from './story';

const shown = ({ row, market, blockers }: GridCell): string =>
  `${row} ${market} ${blockers.join('')}`.trimEnd();
const cellOf = ({ cells }: Grid, row: string, market: string): GridCell | undefined =>
  cells.find((cell) => cell.row === row && cell.market === market);

describe('the court order of 2014', () => {
  const { phones, banned, permitted, elsewhere } = courtOrderFacts(JOURNAL);

  it('lets one chip go on from 16 December to 8 January by the calendar of India, and no other', () => {
    const answers = phones.map(({ product, decisions }) => [
      product.item.id,
      decisions.map(({ allowed }) => allowed),
    ]);
    expect(Object.fromEntries(answers)).toEqual({
      'redmi-1s': [true, false, true, true, false],
      'mi-3': [true, false, true, true, false],
      'redmi-note': [true, false, false, false, false],
      undescribed: [true, false, false, false, false],
    });
    expect(permitted.nextChange).toMatchObject({ at: Date.parse('2015-01-07T18:30:00Z'), allowed: false });
  });

  it('names the court, and holds in India only', () => {
    expect(banned.reasons).toMatchObject([
      { code: 'LEGAL.COURT_INJUNCTION', authority: { name: 'High Court of Delhi' } },
    ]);
    expect(banned.unlock.map((steps) => steps.map((step) => step.do))).toEqual([
      ['lift-prohibition'],
      ['verify-credential'],
    ]);
    expect(elsewhere.allowed).toBe(true);
  });
});

describe('the opening of 2015', () => {
  it('opens accessories in four markets at their own midnights, and no phone', () => {
    const { before, after } = openingFacts(JOURNAL);
    expect(before.cells.filter(({ open }) => open > 0)).toEqual([]);
    expect(after.cells.filter(({ open }) => open === 0).map(shown)).toEqual([
      'Mi 4 US EFN',
      'Mi 4 GB CEN',
      'Mi 4 FR CN',
      'Mi 4 DE CEN',
    ]);
    expect(after.cells.filter(({ open }) => open === 1)).toHaveLength(12);
  });

  it('names every reason: the approval and both licensors', () => {
    const { phone } = openingFacts(JOURNAL);
    expect(phone.reasons.map(({ code, ruleId }) => `${code} ${ruleId}`)).toEqual([
      'CERT.MISSING radio-ce',
      'IP.LICENCE_MISSING sep-ericsson',
      'IP.LICENCE_MISSING sep-nokia',
    ]);
  });
});

describe('the agreement of 2017', () => {
  const { before, readings, byPurchase, phoneInUs } = dealFacts(JOURNAL);
  const opens = readings.map((reading) => reading.opens.map(({ row, market }) => `${row} ${market}`));

  it('opens phones and things, things only, or nothing, by what it is read to cover', () => {
    const things = ['smart-home/hub DE', 'smart-home/hub FR', 'smart-home/hub GB'];
    expect(opens).toEqual([['phone FR', ...things], things, []]);
  });

  it('leaves phones closed for another licensor, for a radio approval, and where the store is not open', () => {
    const [widest] = readings;
    const blockers = (market: string) => widest && cellOf(widest.grid, 'phone', market)?.blockers;
    expect([blockers('DE'), blockers('US'), blockers('ES')]).toEqual([['E'], ['E', 'F'], ['M', 'P']]);
    expect(widest?.grid.legend.map(({ letter, what }) => `${letter} ${what}`)).toEqual([
      'E patent-licence.ericsson',
      'F radio.fcc',
      'L law: court injunction',
      'M market not open yet',
      'P plan of the store',
    ]);
    expect(
      phoneInUs.unlock.map((steps) =>
        steps.map((step) => ('credentialType' in step ? step.credentialType : step.do)),
      ),
    ).toEqual([['patent-licence.ericsson', 'radio.fcc']]);
  });

  it('shows India in part open: the chip under the order is still held back', () => {
    expect(cellOf(before, 'phone', 'IN')).toMatchObject({ open: 3, total: 4, blockers: ['L'] });
  });

  it('closes nothing and unlocks nothing by patents that were bought', () => {
    for (const { grid } of readings) {
      grid.cells.forEach((cell, index) =>
        expect(cell.open).toBeGreaterThanOrEqual(before.cells[index]?.open ?? NaN),
      );
    }
    expect(byPurchase).toEqual([]);
  });
});

describe('the Spanish launch of 2017', () => {
  const { moments, foretold, byReading } = launchFacts(JOURNAL);

  it('opens the mainland at its midnight to the second, and the islands an hour later', () => {
    expect(
      moments.map(({ at, mainland, islands }) => [
        new Date(at).toISOString(),
        mainland.allowed,
        islands.allowed,
      ]),
    ).toEqual([
      ['2017-11-06T22:59:59.000Z', false, false],
      ['2017-11-06T23:00:00.000Z', true, false],
      ['2017-11-06T23:00:01.000Z', true, false],
      ['2017-11-06T23:59:59.000Z', true, false],
      ['2017-11-07T00:00:00.000Z', true, true],
    ]);
    expect(foretold.nextChange).toMatchObject({ at: Date.parse('2017-11-06T23:00:00Z'), allowed: true });
  });

  it('needs a licence that covers phones', () => {
    expect(byReading.map(({ decision }) => decision.allowed)).toEqual([true, false, false]);
  });
});

describe('the block of 2020', () => {
  it('takes the named apps from everybody in India with 451, freezes what people have, and touches nothing else', () => {
    const apps = blockOrderFacts(JOURNAL);
    const summary = apps.map(({ product, after, elsewhere, http }) => ({
      id: product.item.id,
      left: ACTIONS.filter((action) => after[action].allowed),
      elsewhere: elsewhere.allowed,
      status: http.status,
    }));
    expect(summary).toEqual([
      { id: 'mi-community', left: [], elsewhere: true, status: 451 },
      { id: 'mi-video-call', left: [], elsewhere: true, status: 451 },
      { id: 'compass', left: [...ACTIONS], elsewhere: true, status: 200 },
    ]);
    expect(apps[0]?.http.link).toContain('rel="blocked-by"');
    expect(ACTIONS.every((action) => apps[0]?.before[action].allowed)).toBe(true);
  });
});

describe('the licence that lapsed in 2022', () => {
  const { rows, foretold } = expiryFacts(JOURNAL);

  it('ends sales of phone and watch in Germany; updates, accessories and other markets go on', () => {
    const lost = rows.map(({ product, before, after, elsewhere }) => ({
      id: product.item.id,
      before: before.allowed,
      lost: ACTIONS.filter((action) => !after[action].allowed),
      elsewhere: elsewhere.allowed,
    }));
    expect(lost).toEqual([
      { id: 'second-phone', before: true, lost: ['acquire'], elsewhere: true },
      { id: 'second-watch', before: true, lost: ['acquire'], elsewhere: true },
      { id: 'second-earbuds', before: true, lost: [], elsewhere: true },
    ]);
  });

  it('is seen a month ahead, to the second of the midnight in Berlin', () => {
    expect(foretold).toMatchObject({
      allowed: true,
      nextChange: { at: Date.parse('2022-08-04T22:00:00Z'), allowed: false, why: [{ id: 'second-nokia' }] },
    });
  });
});

describe('hindsight', () => {
  it('answers a question about the same day as it was known before and after something was written down', () => {
    const answers = hindsightFacts(JOURNAL).map(({ decision }) => [decision.market, decision.allowed]);
    expect(answers).toEqual([
      ['IN', false],
      ['IN', true],
      ['ES', false],
      ['ES', true],
      ['DE', true],
      ['DE', false],
    ]);
  });
});

describe('the story as it is printed', () => {
  const lines = tellStory(JOURNAL, plainInk);

  it('fits a terminal, and has no colours unless they are asked for', () => {
    expect(lines.filter((line) => line.length > WIDTH || /[^\x20-\x7e]/.test(line))).toEqual([]);
    const coloured = tellStory(JOURNAL, colourInk).join('\n');
    expect(coloured).toContain('\u001b[');
    // eslint-disable-next-line no-control-regex -- The codes are what is taken away.
    expect(coloured.replace(/\u001b\[\d+m/g, '')).toBe(lines.join('\n'));
  });

  it('is decided, not typed: without the two orders it tells of no block', () => {
    const orders = [COURT_ORDER.id, BLOCK_ORDER.id] as const;
    const free = JOURNAL.map((entry) => ({
      ...entry,
      prohibitions: entry.prohibitions?.filter(({ id }) => !orders.some((order) => order === id)),
    }));
    const legal = (story: readonly string[]) => story.filter((line) => /LEGAL\.|451/.test(line));
    expect(legal(lines).length).toBeGreaterThan(0);
    expect(legal(tellStory(free, plainInk))).toEqual([]);
  });
});

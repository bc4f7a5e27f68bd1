import { zonesOf } from './market-zones';
import { localTimeToInstant } from '../domain/market/local-time';
import { MARKET_SLOTS } from '../domain/market/market';
import { MarketIndex } from '../domain/market/market-index';
import { inPeriod } from '../domain/period';
import { EU } from './group-members';
import { marketGroupSeed } from './market-group-seed';
import { marketSeed } from './market-seed';
import { marketSlots } from './market-slots';
import { cldrUnionStates } from './un-regions';

const seed = marketSeed();
const groups = marketGroupSeed(seed);
const index = new MarketIndex(
  seed.map((market) => ({ ...market, statuses: [], addedAt: 0 })),
  groups,
);
const utc = (date: string): number => Date.parse(date.length === 10 ? `${date}T12:00Z` : date);
const members = (group: string, date: string): string[] => index.membersOf(group, utc(date)).sort();
const market = (code: string) => index.market(code);
const tender = (code: string, date: string): string[] =>
  market(code)
    .currencies.filter((period) => inPeriod(period, utc(date)))
    .map(({ currency }) => currency);

describe('the seeded markets', () => {
  it('are every ISO territory, Kosovo and the listed subdivisions', () => {
    expect(seed.filter(({ parent }) => parent === null)).toHaveLength(250);
    expect(seed.filter(({ parent }) => parent !== null).map(({ code }) => code)).toEqual(
      'CA-ON CA-QC GB-NIR UA-09 UA-14 UA-40 UA-43 US-CT US-DE US-MI US-NJ US-NV US-PA US-RI US-WV'.split(' '),
    );
    expect(market('XK')).toMatchObject({ name: 'Kosovo', zone: 'Europe/Belgrade', parent: null });
    expect(market('UA-43').parent).toBe('UA');
  });

  it('each have a slot of their own, and no slot is given to an unknown market', () => {
    expect(new Set(marketSlots.values()).size).toBe(marketSlots.size);
    expect([...marketSlots.keys()].sort()).toEqual(seed.map(({ code }) => code).sort());
    for (const slot of marketSlots.values()) expect(slot >= 0 && slot < MARKET_SLOTS).toBe(true);
  });

  it('keep the slots that are already stored', () => {
    const known = { AD: 0, BG: 21, DE: 56, US: 232, XK: 244, ZW: 249, 'UA-43': 256, 'US-WV': 264 };
    expect(Object.fromEntries(Object.keys(known).map((code) => [code, marketSlots.get(code)]))).toEqual(
      known,
    );
  });

  it('have all zones of their country, and those the platform knows', () => {
    expect(zonesOf('PT')).toEqual(
      expect.arrayContaining(['Europe/Lisbon', 'Atlantic/Madeira', 'Atlantic/Azores']),
    );
    expect(zonesOf('US')).toEqual(expect.arrayContaining(['America/Anchorage', 'Pacific/Honolulu']));
    expect(zonesOf('US-NV')).toEqual([]);
    for (const { code } of seed)
      for (const zone of zonesOf(code))
        expect(() => localTimeToInstant(zone, '2026-01-01T00:00')).not.toThrow();
  });

  it('each have a zone that the platform knows', () => {
    for (const { zone } of seed) expect(() => localTimeToInstant(zone, '2026-01-01T00:00')).not.toThrow();
    expect(market('US').zone).toBe('America/New_York');
    expect(market('CN').zone).toBe('Asia/Shanghai');
  });

  it('each have tender today, Antarctica alone has none', () => {
    expect(
      seed.filter(({ code }) => tender(code, '2026-11-01').length === 0).map(({ code }) => code),
    ).toEqual(['AQ']);
    expect(tender('PR', '2026-11-01')).toEqual(['USD']);
    expect(tender('UA-43', '2026-11-01')).toEqual(['UAH']);
  });

  it('give Bulgaria two currencies in January 2026, from and to midnight in Sofia', () => {
    expect(tender('BG', '2025-12-31T21:59:59Z')).toEqual(['BGN']);
    expect(tender('BG', '2025-12-31T22:00:00Z')).toEqual(['EUR', 'BGN']);
    expect(tender('BG', '2026-01-31T21:59:59Z')).toEqual(['EUR', 'BGN']);
    expect(tender('BG', '2026-01-31T22:00:00Z')).toEqual(['EUR']);
  });

  it('give Croatia the euro in 2023 with two weeks of both', () => {
    expect(tender('HR', '2022-12-31')).toEqual(['HRK']);
    expect(tender('HR', '2023-01-14')).toEqual(['EUR', 'HRK']);
    expect(tender('HR', '2023-01-15')).toEqual(['EUR']);
  });
});

describe('the seeded groups', () => {
  const outermost = ['GF', 'GP', 'MF', 'MQ', 'RE', 'YT'];

  it('hold 27 states of the Union today, with the regions that CLDR leaves out', () => {
    expect(members('EU', '2026-11-01')).toEqual([...cldrUnionStates(), ...outermost, 'AX'].sort());
    expect(cldrUnionStates()).toHaveLength(27);
  });

  it('have a day of accession for every state that CLDR counts', () => {
    expect(
      cldrUnionStates().filter((code) => !EU.some((member) => member.market === code && member.from)),
    ).toEqual([]);
  });

  it('let Britain leave the Union on 2020-02-01, Brussels time, with Northern Ireland', () => {
    const gb = (instant: string) => members('EU', instant).filter((code) => code.startsWith('GB'));
    expect(gb('2020-01-31T22:59:59Z')).toEqual(['GB', 'GB-NIR']);
    expect(gb('2020-01-31T23:00:00Z')).toEqual([]);
  });

  it('keep Northern Ireland alone under EU goods rules after the transition', () => {
    const gb = (date: string) => members('EU-GOODS', date).filter((code) => code.startsWith('GB'));
    expect(gb('2020-06-01')).toEqual(['GB', 'GB-NIR']);
    expect(gb('2021-06-01')).toEqual(['GB-NIR']);
    expect(members('EU-GOODS', '2026-11-01')).toEqual([...members('EU', '2026-11-01'), 'GB-NIR'].sort());
  });

  it('count the states of the Union through its enlargements', () => {
    const states = (date: string) =>
      members('EU', date).filter((c) => ![...outermost, 'AX', 'BL', 'GB-NIR'].includes(c)).length;
    expect(
      ['1970-06-01', '1973-06-01', '1981-06-01', '1986-06-01', '1995-06-01', '2004-06-01', '2007-06-01'].map(
        states,
      ),
    ).toEqual([6, 9, 10, 12, 15, 25, 27]);
    expect(['2013-07-02', '2020-02-02'].map(states)).toEqual([28, 27]);
  });

  it('bring Croatia and Bulgaria into the euro area on their days, and nobody else who pays in euro', () => {
    const states = (date: string) =>
      members('EUROZONE', date).filter((code) => cldrUnionStates().includes(code));
    expect(states('2022-12-31')).toHaveLength(19);
    expect(states('2023-01-01')).toContain('HR');
    expect(states('2025-12-31')).toHaveLength(20);
    expect(states('2026-01-01')).toContain('BG');
    expect(states('2026-01-01')).toHaveLength(21);
    expect(members('EUROZONE', '2026-11-01')).not.toEqual(expect.arrayContaining(['ME']));
    expect(members('EUROZONE', '2026-11-01')).not.toEqual(expect.arrayContaining(['XK']));
    expect(members('EUROZONE', '2026-11-01')).toEqual(expect.arrayContaining(['RE', 'YT']));
  });

  it('have the EEA, EFTA, the GCC, the EAEU and the FCC territories', () => {
    expect(members('EEA', '2026-11-01')).toEqual([...members('EU', '2026-11-01'), 'IS', 'LI', 'NO'].sort());
    expect(members('EFTA', '2026-11-01')).toEqual(['CH', 'IS', 'LI', 'NO']);
    expect(members('EFTA', '1994-06-01')).toEqual(['AT', 'CH', 'FI', 'IS', 'LI', 'NO', 'SE']);
    expect(members('GCC', '2026-11-01')).toEqual(['AE', 'BH', 'KW', 'OM', 'QA', 'SA']);
    expect(members('EAEU', '2026-11-01')).toEqual(['AM', 'BY', 'KG', 'KZ', 'RU']);
    expect(members('FCC', '2026-11-01').filter((code) => !code.startsWith('US-'))).toEqual([
      'AS',
      'GU',
      'MP',
      'PR',
      'US',
      'VI',
    ]);
    expect(members('FCC', '2026-11-01')).toContain('US-NV');
  });

  it('put every market in the world, and Hong Kong, Macao and Taiwan in Eastern Asia beside China', () => {
    expect(members('WORLD', '2026-11-01')).toHaveLength(seed.length);
    expect(members('030', '2026-11-01')).toEqual(['CN', 'HK', 'JP', 'KP', 'KR', 'MN', 'MO', 'TW']);
    expect(members('150', '2026-11-01')).toEqual(expect.arrayContaining(['XK', 'UA-43', 'GB-NIR']));
    expect(market('HK').parent).toBeNull();
  });

  it('name members that are markets only', () => {
    const codes = new Set(seed.map(({ code }) => code));
    expect(
      groups.flatMap((group) => group.members ?? []).filter((member) => !codes.has(member.market)),
    ).toEqual([]);
  });
});

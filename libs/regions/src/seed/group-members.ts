/** A member with the days on which it joined and left; without a day, as far back or ahead as anyone asks. */
export interface MemberDates {
  readonly market: string;
  readonly from?: string;
  readonly until?: string;
}

/**
 * The European Union: states by the day of accession (treaties of accession; withdrawal agreement OJ L 29,
 * 31.1.2020). CLDR's list has states only. The regions with ISO codes of their own that are Union territory are
 * added: the outermost regions of Article 349 TFEU (Saint-Martin among them; Mayotte since Council Decision
 * 2012/419/EU, 2014; Saint-Barthelemy until Decision 2010/718/EU, 2012), and Aland.
 */
export const EU: readonly MemberDates[] = [
  ...joined('1958-01-01', 'BE DE FR IT LU NL GF GP MQ RE MF'),
  ...joined('1973-01-01', 'DK IE'),
  { market: 'GB', from: '1973-01-01', until: '2020-02-01' },
  ...joined('1981-01-01', 'GR'),
  ...joined('1986-01-01', 'ES PT'),
  ...joined('1995-01-01', 'AT FI SE AX'),
  ...joined('2004-05-01', 'CY CZ EE HU LT LV MT PL SI SK'),
  ...joined('2007-01-01', 'BG RO'),
  ...joined('2013-07-01', 'HR'),
  ...joined('2014-01-01', 'YT'),
  { market: 'BL', from: '1958-01-01', until: '2012-01-01' },
];

/**
 * EU rules for goods. They went on in all of the United Kingdom until the transition ended (Article 126 of the
 * withdrawal agreement), and go on in Northern Ireland since (protocol, now Windsor Framework).
 */
export const EU_GOODS: readonly MemberDates[] = [
  ...EU.map((member) => (member.market === 'GB' ? { ...member, until: '2021-01-01' } : member)),
  { market: 'GB-NIR', from: '2021-01-01' },
];

/** The EEA agreement began on 1994-01-01; later members of the EU were in it from accession save where a day is given. */
const EEA_FIRST = '1994-01-01';
const EEA_OWN_DATES: Readonly<Record<string, string>> = {
  AT: EEA_FIRST,
  FI: EEA_FIRST,
  SE: EEA_FIRST,
  BG: '2007-08-01',
  RO: '2007-08-01',
  HR: '2014-04-12',
};
export const EEA: readonly MemberDates[] = [
  ...EU.map((member) => ({
    ...member,
    from: EEA_OWN_DATES[member.market] ?? laterOf(member.from, EEA_FIRST),
  })),
  ...joined(EEA_FIRST, 'IS NO'),
  ...joined('1995-05-01', 'LI'),
];

/** The Stockholm convention and its accessions. */
export const EFTA: readonly MemberDates[] = [
  ...joined('1960-05-03', 'CH NO'),
  ...joined('1970-03-01', 'IS'),
  ...joined('1991-09-01', 'LI'),
  { market: 'DK', from: '1960-05-03', until: '1973-01-01' },
  { market: 'GB', from: '1960-05-03', until: '1973-01-01' },
  { market: 'PT', from: '1960-05-03', until: '1986-01-01' },
  { market: 'FI', from: '1986-01-01', until: '1995-01-01' },
  { market: 'AT', from: '1960-05-03', until: '1995-01-01' },
  { market: 'SE', from: '1960-05-03', until: '1995-01-01' },
];

export const GCC: readonly MemberDates[] = joined('1981-05-25', 'AE BH KW OM QA SA');

export const EAEU: readonly MemberDates[] = [
  ...joined('2015-01-01', 'BY KZ RU'),
  ...joined('2015-01-02', 'AM'),
  ...joined('2015-08-12', 'KG'),
];

/** Where the FCC's equipment rules apply: the United States and the territories with ISO codes of their own. */
export const FCC: readonly MemberDates[] = 'US PR GU VI AS MP'.split(' ').map((market) => ({ market }));

function joined(from: string, markets: string): MemberDates[] {
  return markets.split(' ').map((market) => ({ market, from }));
}

function laterOf(a: string | undefined, b: string): string {
  return a === undefined || a < b ? b : a;
}

import type { Decision, Instant } from '../../../libs/regions/src/domain';
import { everythingKnown, type Journal, rulesKnownAt } from '../facts/journal';
import { AGREEMENT, type Reading, READINGS, supposing } from '../facts/licences';
import { localMidnight } from '../facts/places';
import { SHELF_2017 } from '../facts/products';
import { SPAIN, SPAIN_DAY } from '../facts/store';
import type { Ink } from '../print/ink';
import { type Cell, heading, paragraph, table } from '../print/layout';
import { clock, day, nameOf, utc, verdict } from '../print/words';
import { ask } from './ask';

const SECOND = 1000;
const MAINLAND = 'ES';
const ISLANDS = 'ES-CN';

export interface LaunchMoment {
  readonly at: Instant;
  readonly mainland: Decision;
  readonly islands: Decision;
}

export interface LaunchFacts {
  readonly moments: readonly LaunchMoment[];
  /** Asked when the launch was planned: the instant at which the answer flips, and why. */
  readonly foretold: Decision;
  /** At the launch, by what the agreement of July may mean. */
  readonly byReading: readonly { readonly reading: Reading; readonly decision: Decision }[];
}

export function launchFacts(journal: Journal): LaunchFacts {
  const phone = SHELF_2017.find(({ item }) => item.id === 'mi-mix');
  if (phone === undefined) throw new Error('The shelf of 2017 has no Mi Mix.');
  const under = (reading: Reading): Journal => [...journal, supposing(AGREEMENT, READINGS[reading])];
  const rules = everythingKnown(under('phones and things'));
  const mainland = localMidnight(MAINLAND, SPAIN_DAY);
  const islands = localMidnight(ISLANDS, SPAIN_DAY);
  const planned = SPAIN.recordedAt;
  return {
    moments: [mainland - SECOND, mainland, mainland + SECOND, islands - SECOND, islands].map((at) => ({
      at,
      mainland: ask(rules, phone, MAINLAND, at),
      islands: ask(rules, phone, ISLANDS, at),
    })),
    foretold: ask(rulesKnownAt(under('phones and things'), planned), phone, MAINLAND, planned),
    byReading: (Object.keys(READINGS) as Reading[]).map((reading) => {
      return { reading, decision: ask(everythingKnown(under(reading)), phone, MAINLAND, mainland) };
    }),
  };
}

export function tellSpanishLaunch(journal: Journal, ink: Ink): string[] {
  const { moments, foretold, byReading } = launchFacts(journal);
  const turn = foretold.nextChange;
  const dim = (text: string): Cell => ({ text, tone: 'dim' });
  return [
    ...heading(
      4,
      `${SPAIN_DAY}: ${Object.keys(SPAIN.openings).map(nameOf).join(' and ')} open, each at its own midnight`,
      ink,
      'One launch date, one country, two time zones. When exactly may the first one be sold?',
    ),
    ...table(
      [
        [
          dim('UTC'),
          dim(`clock in ${nameOf(MAINLAND)}`),
          'sold?',
          dim(`clock in ${nameOf(ISLANDS)}`),
          'sold?',
        ],
        ...moments.map(({ at, mainland, islands }) => [
          utc(at),
          dim(clock(at, MAINLAND)),
          verdict(mainland),
          dim(clock(at, ISLANDS)),
          verdict(islands),
        ]),
      ],
      ink,
    ),
    '',
    ...(turn === null
      ? []
      : paragraph(
          `Foretold on ${day(foretold.at, MAINLAND)}: ${turn.allowed ? 'opens' : 'closes'} at ${utc(turn.at)}, by ${turn.why.map(({ what, id }) => `${what} ${id}`).join(' and ')}.`,
          ink,
        )),
    ...paragraph('At that midnight, by what the agreement of act 3 may mean:', ink),
    ...table(
      byReading.map(({ reading, decision }): Cell[] => [
        reading,
        verdict(decision),
        dim(decision.reasons.map(({ code }) => code).join(', ')),
      ]),
      ink,
    ),
  ];
}

import type { Decision } from '../../../libs/regions/src/domain';
import { everythingKnown, type Journal } from '../facts/journal';
import { localMidnight } from '../facts/places';
import { SHELF_2015 } from '../facts/products';
import { OPENING_DAY, OPENING_MARKETS, OPENING_PLAN } from '../facts/store';
import type { Ink } from '../print/ink';
import { heading, paragraph, table } from '../print/layout';
import { day, nameOf, reasonLines } from '../print/words';
import { ask } from './ask';
import { type Grid, gridAt, opened } from './grid';
import { gridRows, legendLines } from './grid-lines';

export interface OpeningFacts {
  /** A second before the local midnight of each market, and at it. */
  readonly before: Grid;
  readonly after: Grid;
  /** Why the phone is not sold in Germany on the opening day. */
  readonly phone: Decision;
}

const SECOND = 1000;

export function openingFacts(journal: Journal): OpeningFacts {
  const rules = everythingKnown(journal);
  const rows = new Map(SHELF_2015.map((product) => [product.name, [product]]));
  const opening = (market: string) => localMidnight(market, OPENING_DAY);
  const [phone] = SHELF_2015.filter(({ item }) => item.category === 'device/phone');
  if (phone === undefined) throw new Error('The shelf of 2015 has no phone.');
  return {
    before: gridAt(rules, rows, OPENING_MARKETS, (market) => opening(market) - SECOND),
    after: gridAt(rules, rows, OPENING_MARKETS, opening),
    phone: ask(rules, phone, 'DE', opening('DE')),
  };
}

export function tellOpening(journal: Journal, ink: Ink): string[] {
  const { before, after, phone } = openingFacts(journal);
  const count = opened(before, after).length;
  return [
    ...heading(
      2,
      `${day(phone.at, phone.market)}: ${OPENING_MARKETS.map(nameOf).join(', ')}: ${OPENING_PLAN.join(', ')}`,
      ink,
      'A store opens in the West without the licences that its phones need. What may it sell there, and what not?',
    ),
    ...table(gridRows(before, after, after.rows), ink),
    ...legendLines(after, ink),
    ...paragraph(`${count} of ${after.cells.length} cells open, each at its own midnight.`, ink),
    '',
    ...paragraph(`Every reason at once, for the phone in ${nameOf(phone.market)}:`, ink),
    ...reasonLines(phone.reasons, ink),
  ];
}

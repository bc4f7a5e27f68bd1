import { type Decision, type Instant } from '../../../libs/regions/src/domain';
import { type Journal, rulesKnownAt } from '../facts/journal';
import { AGREEMENT, LAPSING_LICENCE, READINGS, supposing } from '../facts/licences';
import { COURT_PERMISSION } from '../facts/orders';
import { localMidnight } from '../facts/places';
import { PHONES_2014, type Product, SECOND_MAKER_2022, SHELF_2017 } from '../facts/products';
import { SPAIN, SPAIN_DAY } from '../facts/store';
import type { Ink } from '../print/ink';
import { type Cell, heading, paragraph, table } from '../print/layout';
import { codeWords, shortDay, verdict } from '../print/words';
import { ask } from './ask';

const DAY = 86_400_000;

export interface Hindsight {
  readonly product: Product;
  readonly knownAt: Instant;
  readonly decision: Decision;
}

/** Each question twice: as it was known before something was written down, and after. */
export function hindsightFacts(journal: Journal): readonly Hindsight[] {
  const all = [...journal, supposing(AGREEMENT, READINGS['phones and things'])];
  const asked = (product: Product | undefined, market: string, at: Instant, knownAt: Instant): Hindsight => {
    if (product === undefined) throw new Error('A product of the story is missing.');
    return { product, knownAt, decision: ask(rulesKnownAt(all, knownAt), product, market, at) };
  };
  const leave = COURT_PERMISSION.valid.from;
  const plan = SPAIN.recordedAt;
  const lastDay = LAPSING_LICENCE.valid.until - DAY;
  const [firstPhone] = PHONES_2014;
  const spanish = SHELF_2017.find(({ item }) => item.id === 'mi-mix');
  const [german] = SECOND_MAKER_2022;
  return [
    asked(firstPhone, 'IN', leave + 4 * DAY, leave - DAY),
    asked(firstPhone, 'IN', leave + 4 * DAY, leave),
    asked(spanish, 'ES', localMidnight('ES', SPAIN_DAY) + DAY, plan - DAY),
    asked(spanish, 'ES', localMidnight('ES', SPAIN_DAY) + DAY, plan),
    asked(german, 'DE', lastDay, lastDay),
    asked(german, 'DE', lastDay + DAY, lastDay),
  ];
}

export function tellHindsight(journal: Journal, ink: Ink): string[] {
  const answers = hindsightFacts(journal);
  const epochs = answers.map(({ decision }) => decision.epoch);
  const dim = (text: string): Cell => ({ text, tone: 'dim' });
  return [
    ...heading(
      7,
      'The same questions, as they were known then',
      ink,
      'A dispute, years later: what would the store have answered on that day, by what it knew on that day?',
    ),
    ...table(
      [
        [
          'item',
          dim('market'),
          dim('asked about'),
          dim('as known on'),
          dim('epoch'),
          'sold?',
          dim('because'),
        ],
        ...answers.map(({ product, knownAt, decision }): Cell[] => [
          product.name,
          decision.market,
          shortDay(decision.at, decision.market),
          shortDay(knownAt, decision.market),
          dim(`${decision.epoch}`),
          verdict(decision),
          dim([...new Set(decision.reasons.map(({ code }) => codeWords(code)))].join(', ')),
        ]),
      ],
      ink,
    ),
    '',
    ...paragraph(
      `Each was decided again, from the entries known then: ${Math.min(...epochs)} at first, ${Math.max(...epochs)} at last.`,
      ink,
    ),
  ];
}

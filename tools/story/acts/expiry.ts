import { type Action, ACTIONS, type Decision } from '../../../libs/regions/src/domain';
import { everythingKnown, type Journal } from '../facts/journal';
import { LAPSING_LICENCE } from '../facts/licences';
import { type Product, SECOND_MAKER_2022 } from '../facts/products';
import type { Ink } from '../print/ink';
import { type Cell, heading, paragraph, table } from '../print/layout';
import { day, nameOf, reasonLines, utc, verdict } from '../print/words';
import { ask } from './ask';

const MARKET = 'DE';
const ELSEWHERE = 'PL';
const SECOND = 1000;
const NOTICE = 30 * 86_400_000;

export interface ExpiryRow {
  readonly product: Product;
  /** In the last second of the licence. */
  readonly before: Decision;
  /** At its end, by action. */
  readonly after: Readonly<Record<Action, Decision>>;
  readonly elsewhere: Decision;
}

export interface ExpiryFacts {
  readonly rows: readonly ExpiryRow[];
  /** The first product, asked 30 days ahead. */
  readonly foretold: Decision;
}

export function expiryFacts(journal: Journal): ExpiryFacts {
  const rules = everythingKnown(journal);
  const end = LAPSING_LICENCE.valid.until;
  const [first] = SECOND_MAKER_2022;
  if (first === undefined) throw new Error('The second maker has no products.');
  return {
    rows: SECOND_MAKER_2022.map((product) => ({
      product,
      before: ask(rules, product, MARKET, end - SECOND),
      after: Object.fromEntries(
        ACTIONS.map((action) => [action, ask(rules, product, MARKET, end, action)]),
      ) as Record<Action, Decision>,
      elsewhere: ask(rules, product, ELSEWHERE, end),
    })),
    foretold: ask(rules, first, MARKET, end - NOTICE),
  };
}

export function tellExpiry(journal: Journal, ink: Ink): string[] {
  const { rows, foretold } = expiryFacts(journal);
  const turn = foretold.nextChange;
  const reasons = new Map(
    rows.flatMap(({ after }) =>
      after.acquire.reasons.map((reason) => [`${reason.code} ${reason.ruleId}`, reason]),
    ),
  );
  const dim = (text: string): Cell => ({ text, tone: 'dim' });
  return [
    ...heading(
      6,
      `${nameOf(MARKET)}, ${day(LAPSING_LICENCE.valid.until, MARKET)}: another maker's ${LAPSING_LICENCE.type} lapses`,
      ink,
      'A licence runs out at midnight. What stops, and what goes on for those who bought?',
    ),
    ...table(
      [
        ['another maker', dim('acquire before'), ...ACTIONS.map(dim), dim(`acquire in ${nameOf(ELSEWHERE)}`)],
        ...rows.map(({ product, before, after, elsewhere }) => [
          product.name,
          verdict(before),
          ...ACTIONS.map((action) => verdict(after[action])),
          verdict(elsewhere),
        ]),
      ],
      ink,
    ),
    '',
    ...reasonLines([...reasons.values()], ink),
    ...(turn === null
      ? []
      : paragraph(
          `Seen on ${day(foretold.at, MARKET)}: at ${utc(turn.at)} the answer turns to ${turn.allowed ? 'yes' : 'no'}, by ${turn.why.map(({ what, id }) => `${what} ${id}`).join(' and ')}.`,
          ink,
        )),
  ];
}

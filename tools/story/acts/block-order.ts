import { type Action, ACTIONS, type Decision } from '../../../libs/regions/src/domain';
import { everythingKnown, type Journal } from '../facts/journal';
import { BLOCK_ORDER } from '../facts/orders';
import { APPS_2020, type Product } from '../facts/products';
import type { Ink } from '../print/ink';
import { type Cell, heading, paragraph, table } from '../print/layout';
import { day, nameOf, reasonLines, verdict } from '../print/words';
import { ask, type HttpAnswer, httpAnswer } from './ask';

const MARKET = 'IN';
const ELSEWHERE = 'SG';
const SECOND = 1000;

export interface BlockedApp {
  readonly product: Product;
  readonly before: Readonly<Record<Action, Decision>>;
  readonly after: Readonly<Record<Action, Decision>>;
  readonly elsewhere: Decision;
  readonly http: HttpAnswer;
}

export function blockOrderFacts(journal: Journal): readonly BlockedApp[] {
  const rules = everythingKnown(journal);
  const at = BLOCK_ORDER.valid.from;
  return APPS_2020.map((product) => {
    const answers = (instant: number) =>
      Object.fromEntries(
        ACTIONS.map((action) => [action, ask(rules, product, MARKET, instant, action)]),
      ) as Record<Action, Decision>;
    const after = answers(at);
    return {
      product,
      before: answers(at - SECOND),
      after,
      elsewhere: ask(rules, product, ELSEWHERE, at),
      http: httpAnswer(after.acquire),
    };
  });
}

export function tellBlockOrder(journal: Journal, ink: Ink): string[] {
  const apps = blockOrderFacts(journal);
  const [first] = apps;
  const dim = (text: string): Cell => ({ text, tone: 'dim' });
  return [
    ...heading(
      5,
      `${nameOf(MARKET)}, ${day(BLOCK_ORDER.valid.from, MARKET)}: ${BLOCK_ORDER.type.replaceAll('-', ' ')}, retention ${BLOCK_ORDER.retention}`,
      ink,
      'A government has apps blocked. What is left to those who have them, and what is a buyer told?',
    ),
    ...table(
      [
        ['an owner may', ...ACTIONS.map(dim), dim(`acquire in ${nameOf(ELSEWHERE)}`), dim('HTTP')],
        ...apps.map(({ product, after, elsewhere, http }) => [
          product.name,
          ...ACTIONS.map((action) => verdict(after[action])),
          verdict(elsewhere),
          { text: `${http.status}`, tone: http.status === 200 ? ('good' as const) : ('bad' as const) },
        ]),
      ],
      ink,
    ),
    '',
    ...(first === undefined || first.http.code === null
      ? []
      : [
          ...reasonLines(first.after.acquire.reasons, ink),
          ...paragraph(
            `Refused as ${first.http.code}, with Link: ${first.http.link}. A second earlier all of ${ACTIONS.filter((action) => first.before[action].allowed).join(', ')} were allowed.`,
            ink,
          ),
        ]),
  ];
}

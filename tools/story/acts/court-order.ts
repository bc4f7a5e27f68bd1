import { type Decision, type Instant, printPredicate } from '../../../libs/regions/src/domain';
import { everythingKnown, type Journal } from '../facts/journal';
import { COURT_ORDER, COURT_PERMISSION, PERMITTED_CHIP } from '../facts/orders';
import { PHONES_2014, type Product } from '../facts/products';
import type { Ink } from '../print/ink';
import { type Cell, heading, paragraph, table } from '../print/layout';
import { clock, day, nameOf, reasonLines, shortDay, utc, verdict, wayWords } from '../print/words';
import { ask, httpAnswer } from './ask';

const MARKET = 'IN';
const SECOND = 1000;

export interface CourtOrderFacts {
  readonly phones: readonly { readonly product: Product; readonly decisions: readonly Decision[] }[];
  readonly moments: readonly Instant[];
  /** The chip that stays banned, asked when the others were let go, and the one that is let go. */
  readonly banned: Decision;
  readonly permitted: Decision;
  readonly elsewhere: Decision;
}

export function courtOrderFacts(journal: Journal): CourtOrderFacts {
  const rules = everythingKnown(journal);
  const from = COURT_ORDER.valid.from;
  const { from: leave, until: end } = COURT_PERMISSION.valid;
  const moments = [from - SECOND, from, leave, end - SECOND, end];
  const phones = PHONES_2014.map((product) => {
    return { product, decisions: moments.map((at) => ask(rules, product, MARKET, at)) };
  });
  const withChip = (vendor: string) => phones.find((phone) => chipOf(phone.product) === vendor)?.product;
  const [mediatek, qualcomm] = [withChip('mediatek'), withChip('qualcomm')];
  if (mediatek === undefined || qualcomm === undefined) throw new Error('A chip of the story is missing.');
  return {
    phones,
    moments,
    banned: ask(rules, mediatek, MARKET, leave),
    permitted: ask(rules, qualcomm, MARKET, leave),
    elsewhere: ask(rules, mediatek, 'CN', from),
  };
}

export function tellCourtOrder(journal: Journal, ink: Ink): string[] {
  const { phones, moments, banned, permitted, elsewhere } = courtOrderFacts(journal);
  const dim = (text: string): Cell => ({ text, tone: 'dim' });
  const answer = httpAnswer(banned);
  const turn = permitted.nextChange;
  return [
    ...heading(
      1,
      `${nameOf(MARKET)}, ${day(COURT_ORDER.valid.from, MARKET)}: ${COURT_ORDER.type.replaceAll('-', ' ')}, leave where ${printPredicate(PERMITTED_CHIP)}`,
      ink,
      "A court bans a maker's phones over patents, and eight days later lets one chip go on. Which phone may be sold, and until when?",
    ),
    ...table(
      [
        ['may be sold?', dim('chip'), ...moments.map((at) => dim(shortDay(at, MARKET)))],
        ['', '', ...moments.map((at) => dim(clock(at, MARKET).slice(-8)))],
        ...phones.map(({ product, decisions }) => [
          product.name,
          dim(chipOf(product) ?? 'not known'),
          ...decisions.map((decision) => verdict(decision)),
        ]),
      ],
      ink,
    ),
    '',
    ...reasonLines(banned.reasons, ink),
    ...(banned.allowed
      ? []
      : paragraph(
          `To a buyer of ${nameOfItem(banned.itemId)} the API answers ${answer.status} ${answer.code}. Ways out: ${banned.unlock.map(wayWords).join('; or ')}.`,
          ink,
        )),
    ...(turn === null
      ? []
      : paragraph(
          `The permission of ${day(permitted.at, MARKET)}: ${COURT_PERMISSION.conditions.join('; ')}. Known that day already: at ${utc(turn.at)} the answer turns to ${turn.allowed ? 'yes' : 'no'}.`,
          ink,
        )),
    ...paragraph(
      `The same phone on the day of the order in ${nameOf(elsewhere.market)}: ${elsewhere.allowed ? 'sold' : 'not sold'}.`,
      ink,
    ),
  ];
}

function nameOfItem(id: string): string {
  return PHONES_2014.find(({ item }) => item.id === id)?.name ?? id;
}

function chipOf({ item }: Product): string | undefined {
  const vendor = item.attributes['chipset.vendor'];
  return typeof vendor === 'string' ? vendor : undefined;
}

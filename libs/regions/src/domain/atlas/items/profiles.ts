import type { AttributeValue, Item, ItemFacts, ItemKind } from '../../item/item';
import { Interned, RecentObjects } from './interned';
import type { ItemRecord, Selection } from './item-record';
import { settleFacts, settleSelections, type Settling } from './settle';

/** What rules may ask of an item besides its publisher and its id. */
export interface Shape {
  readonly kind: ItemKind;
  readonly category: string;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly free: boolean | null;
}

/** What layer L3 asks of an item. */
export interface Standing {
  /** An in-app product whose app is not there. */
  readonly isOrphan: boolean;
  readonly facts: ItemFacts;
}

/** The numbers that one item's columns hold. */
export interface ProfileNumbers {
  readonly shape: number;
  readonly publisher: number;
  readonly standing: number;
  readonly selection: number;
}

interface Text {
  readonly text: string;
}

/**
 * What many items have in common, each distinct value kept once: a million items share some thousands of shapes, standings
 * and selections. Shared by every table that grew from one.
 */
export class Profiles {
  readonly shapes = new Interned<Shape>();
  readonly standings = new Interned<Standing>(({ isOrphan, facts }) => {
    // Lists of prices are long and shared.
    return JSON.stringify([isOrphan, { ...facts, prices: this.prices.numberOf(facts.prices) }]);
  });
  readonly selections = new Interned<readonly Selection[]>();
  readonly publishers = new Interned<Text>(({ text }) => text);
  private readonly attributes = new Interned<Shape['attributes']>((value) =>
    // Stryker disable next-line EqualityOperator: one order or the other
    JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))),
  );
  private readonly prices = new Interned<ItemFacts['prices']>((prices) =>
    // Stryker disable next-line StringLiteral: anything that is no market
    JSON.stringify(prices.map(({ market, currency }) => `${market ?? ''} ${currency}`).sort()),
  );
  private readonly publisherTexts = new Map<string, Text>();
  private readonly shapeNumbers = new Map<string, number>();
  private readonly standingNumbers = new Map<string, number>();
  private readonly settled = new RecentObjects<{ at: number; number: number }>();

  constructor() {
    this.selections.numberOf(SETTLED_BY_CLASS);
  }

  numbersOf(record: ItemRecord, hasParent: boolean, settling: Settling): ProfileNumbers {
    return {
      shape: this.shapeOf(record),
      publisher: this.publishers.numberOf(this.publisherText(record.publisherId)),
      standing: this.standingOf(record, hasParent, settling),
      selection: this.selectionOf(record.selections, settling),
    };
  }

  item(id: string, numbers: ProfileNumbers, parent: Item | null): Item {
    const { kind, category, attributes } = this.shapes.at(numbers.shape);
    const { facts } = this.standings.at(numbers.standing);
    const publisherId = this.publishers.at(numbers.publisher).text;
    return { id, kind, category, publisherId, attributes, facts, parent };
  }

  private publisherText(text: string): Text {
    let known = this.publisherTexts.get(text);
    // Stryker disable next-line ConditionalExpression: the same text has the same number
    if (known === undefined) this.publisherTexts.set(text, (known = { text }));
    return known;
  }

  /** Keys are made of numbers that are already known, since texts of a million items would cost seconds. */
  private shapeOf({ kind, category, attributes, facts: { free } }: ItemRecord): number {
    const attributesNumber = this.attributes.numberOf(attributes);
    const key = `${kind} ${category} ${attributesNumber} ${free}`;
    let number = this.shapeNumbers.get(key);
    if (number === undefined) {
      number = this.shapes.numberOf({
        kind,
        category,
        attributes: this.attributes.at(attributesNumber),
        free,
      });
      this.shapeNumbers.set(key, number);
    }
    return number;
  }

  private standingOf({ kind, facts: given }: ItemRecord, hasParent: boolean, settling: Settling): number {
    const isOrphan = kind === 'in-app-product' && !hasParent;
    const facts = settleFacts(given, settling);
    const { published, launch, withdrawn, free } = facts;
    const pricesNumber = this.prices.numberOf(facts.prices);
    const dates = launch === null && withdrawn === null ? '' : JSON.stringify([launch, withdrawn]);
    const key = `${isOrphan} ${published} ${free} ${pricesNumber} ${dates}`;
    let number = this.standingNumbers.get(key);
    if (number === undefined) {
      number = this.standings.numberOf({
        isOrphan,
        facts: { ...facts, prices: this.prices.at(pricesNumber) },
      });
      this.standingNumbers.set(key, number);
    }
    return number;
  }

  private selectionOf(selections: readonly Selection[], settling: Settling): number {
    const known = this.settled.get(selections);
    // Stryker disable next-line ConditionalExpression: settled again, it is the same
    if (known !== undefined && known.at === settling.at) return known.number;
    const number = this.selections.numberOf(settleSelections(selections, settling));
    // Stryker disable next-line ObjectLiteral: settled again, it is the same
    this.settled.set(selections, { at: settling.at, number });
    return number;
  }
}

/** The number that stands in for a selection where a class has counted it in already; no real selection is like it. */
export const SETTLED_SELECTION = 0;
const SETTLED_BY_CLASS: readonly Selection[] = [
  {
    markets: { expression: '', coversFutureMarkets: true, writtenAt: 0 },
    actions: [],
    offered: true,
    valid: { from: null, until: null },
  },
];

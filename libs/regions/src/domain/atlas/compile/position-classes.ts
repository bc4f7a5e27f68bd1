import { NO_PARENT } from '../items/item-columns';
import type { ItemTable } from '../items/item-table';
import { SETTLED_SELECTION } from '../items/profiles';
import type { Mentions } from './mentions';
import type { RuleClasses } from '../sets/rule-classes';

/** For each position the class, and the selection or `SETTLED_SELECTION`. */
export interface PositionColumns {
  readonly klass: Int32Array;
  readonly selection: Int32Array;
}

/** Which class each position is in, as far as the rules of one moment name publishers and items. */
export class ClassAssignment {
  private readonly plain: number[] = [];
  private readonly named: (string | null | undefined)[] = [];

  constructor(
    private readonly table: ItemTable,
    private readonly classes: RuleClasses,
    private readonly mentions: Mentions,
  ) {}

  /** The positions from here on, in place. */
  assign(columns: PositionColumns, from: number): void {
    const { shape, selection } = this.table.columns;
    const until = this.table.size;
    for (let position = from; position < until; position++) {
      const number = shape[position] ?? 0;
      // Stryker disable next-line ConditionalExpression,BooleanLiteral: looked up once for each shape, or for each position
      if (this.publisherNamedAt(position) === null) {
        columns.selection[position] = selection[position] ?? 0;
        columns.klass[position] = this.plain[number] ??= this.numberOf(number, null, null, null);
      } else this.assignOne(columns, position, null);
    }
    // Rules name few items beside all there are, but newcomers are fewer still.
    // Stryker disable next-line ConditionalExpression,EqualityOperator,ArithmeticOperator: the shorter of two ways to the same
    if (this.mentions.items.size <= until - from) {
      for (const id of this.mentions.items) {
        const position = this.positionOf(id);
        if (position >= from) this.assignOne(columns, position, id);
      }
    } else {
      for (let position = from; position < until; position++) {
        const id = this.table.idOf(position);
        if (this.mentions.items.has(id)) this.assignOne(columns, position, id);
      }
    }
  }

  /** The positions of publishers and items that the rules name. */
  positionsNaming(publishers: ReadonlySet<string>, items: ReadonlySet<string>): number[] {
    const found: number[] = [];
    const { profiles, columns, size } = this.table;
    if (publishers.size > 0) {
      const isNamed = profiles.publishers.values.map(({ text }) => publishers.has(text));
      for (let position = 0; position < size; position++)
        if (isNamed[columns.publisher[position] ?? 0] === true) found.push(position);
    }
    for (const id of items) {
      const position = this.positionOf(id);
      if (position !== NO_PARENT) found.push(position);
    }
    return found;
  }

  assignNamed(columns: PositionColumns, position: number): void {
    const id = this.table.idOf(position);
    this.assignOne(columns, position, this.mentions.items.has(id) ? id : null);
  }

  private assignOne(columns: PositionColumns, position: number, itemId: string | null): void {
    const { columns: given } = this.table;
    const publisherId = this.publisherNamedAt(position);
    const isJoint = publisherId !== null && this.mentions.joint.has(publisherId);
    const own = given.selection[position] ?? 0;
    const selection = isJoint ? own : null;
    columns.selection[position] = isJoint ? SETTLED_SELECTION : own;
    const shape = given.shape[position] ?? 0;
    columns.klass[position] = this.numberOf(shape, publisherId, itemId, selection);
  }

  private numberOf(
    shape: number,
    publisherId: string | null,
    itemId: string | null,
    selection: number | null,
  ) {
    const { shapes } = this.table.profiles;
    return this.classes.numberOf(shape, shapes.at(shape), publisherId, itemId, selection);
  }

  /** `null`: no rule names it. */
  private publisherNamedAt(position: number): string | null {
    const number = this.table.columns.publisher[position] ?? 0;
    let name = this.named[number];
    // Stryker disable next-line ConditionalExpression: found again, it is the same
    if (name === undefined) {
      const { text } = this.table.profiles.publishers.at(number);
      name = this.mentions.publishers.has(text) ? text : null;
      this.named[number] = name;
    }
    return name;
  }

  /** Rules may name items by ids of any form; those of the table are uuids. */
  private positionOf(id: string): number {
    return isUuid(id) ? this.table.positionOf(id) : NO_PARENT;
  }
}

function isUuid(id: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id);
}

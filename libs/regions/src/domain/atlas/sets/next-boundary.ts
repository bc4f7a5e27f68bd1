import type { Compiled } from '../../decision/snapshot/compiled-rules';
import type { RuleSnapshot } from '../../decision/snapshot/rule-snapshot';
import { segmentAt } from '../../market/timeline';
import type { Instant } from '../../period';

/** Collects instants and keeps the first one after `at`. */
export class NextBoundary {
  /** `null`: none so far. */
  next: Instant | null = null;

  constructor(private readonly at: Instant) {}

  note(instant: Instant | null): void {
    if (instant !== null && instant > this.at) this.next = Math.min(instant, this.next ?? Infinity);
  }

  noteRule({ valid, markets }: Pick<Compiled<unknown>, 'valid' | 'markets'>): void {
    this.note(valid.from);
    this.note(valid.until);
    this.noteFirst(markets.boundaries);
  }

  /** The first one of an ascending list. */
  noteFirst(boundaries: readonly Instant[]): void {
    // Stryker disable next-line ConditionalExpression,EqualityOperator: an empty list has no first one
    if (boundaries.length > 0) this.note(boundaries[segmentAt(boundaries, this.at)] ?? null);
  }

  noteRules(rules: RuleSnapshot): void {
    const { prohibitions, requirements, credentials, acceptances, offers } = rules;
    for (const { rules: list } of [prohibitions, requirements, credentials, offers.publisher, offers.store])
      for (const rule of list) this.noteRule(rule);
    for (const list of acceptances.values()) for (const rule of list) this.noteRule(rule);
    for (const market of rules.markets.markets) {
      for (const { from } of market.statuses) this.note(from);
      for (const { from, until } of market.currencies) {
        this.note(from);
        this.note(until);
      }
    }
  }
}

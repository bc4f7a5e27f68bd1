import { Atlas, type Instant, type ItemRecord, type RuleRows, type RuleSnapshot } from '../../domain';
import type { StoredItem } from '../../persistence/item-repository';
import { atlasRules } from '../shared/item-selections';

/** The answers for every item in every market at an instant, as known at one moment. */
export interface Answers {
  readonly atlas: Atlas;
  /** Without what publishers select for single items, which comes with the items. */
  readonly rules: RuleSnapshot;
  /** What the rules were compiled from. */
  readonly rows: RuleRows;
}

/** The same rules and items at this instant or a later one: only what a date in between touches is compiled. */
export function answersOf(answers: Answers, at: Instant): Answers {
  const { at: from, validUntil } = answers.atlas;
  if (from <= at && (validUntil === null || at < validUntil)) return answers;
  return { ...answers, atlas: answers.atlas.withRules(answers.rules, at) };
}

/** All rules and all items as they were known at one moment. Never changes; some 2 kB for each item. */
export class World {
  private readonly records: readonly ItemRecord[];
  private readonly shared: Omit<Answers, 'atlas'>;
  private answers: Answers | null = null;

  constructor(rules: RuleRows, items: readonly StoredItem[]) {
    const { snapshot, rows, record } = atlasRules(rules);
    this.shared = { rules: snapshot, rows };
    this.records = items.map(record);
  }

  /** How many items there are. */
  get size(): number {
    return this.records.length;
  }

  /** Compiles everything, some 0.3 s for a million items, unless it follows from the last answers. */
  answersAt(at: Instant): Answers {
    const { answers } = this;
    if (answers !== null && at >= answers.atlas.at) return (this.answers = answersOf(answers, at));
    return (this.answers = { ...this.shared, atlas: Atlas.compile(this.records, this.shared.rules, at, 0) });
  }
}

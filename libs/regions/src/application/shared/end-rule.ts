import { DomainError, notFound } from '@portolan/platform';
import type { Instant } from '../../domain';

/** The part of a rule repository that ending needs. */
export interface EndableRules<Row> {
  wasKnown(id: string): Promise<boolean>;
  cut(id: string, at: Instant, recordedAt: Date): Promise<Row[]>;
}

/**
 * A rule holds no longer, from an instant on.
 * @returns its spans as they were, earliest first; at least one.
 * @throws DomainError `<noun>-not-found`, `<noun>-ended` (conflict).
 */
export async function endRule<Row>(
  rules: EndableRules<Row>,
  { id, noun, at, recordedAt }: { id: string; noun: string; at: Instant; recordedAt: Date },
): Promise<[Row, ...Row[]]> {
  if (!(await rules.wasKnown(id))) throw notFound(noun, id);
  const [first, ...rest] = await rules.cut(id, at, recordedAt);
  if (first === undefined)
    throw new DomainError('conflict', `${noun}-ended`, `The ${noun.replaceAll('-', ' ')} has ended by then.`);
  return [first, ...rest];
}

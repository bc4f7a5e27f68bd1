import { QueryFailedError } from 'typeorm';
import type { DomainError } from '../errors/domain-error';

interface PostgresError {
  code?: string;
  constraint?: string;
}

/** The name of the constraint that made a statement fail, or null if it failed for another reason. */
export function violatedConstraint(error: unknown): string | null {
  if (!(error instanceof QueryFailedError)) return null;
  const driver = error.driverError as PostgresError;
  const isConstraint = driver.code !== undefined && driver.code.startsWith('23');
  return isConstraint ? (driver.constraint ?? null) : null;
}

/**
 * Runs `work` and turns the violation of a named constraint into the refusal that the map gives for it.
 * The database decides who wins a race; this only words the answer for the loser.
 * After a violation Postgres refuses everything else in the same transaction: let the error leave the use case.
 */
export async function withConstraints<T>(
  refusals: Record<string, () => DomainError>,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const refusal = refusals[violatedConstraint(error) ?? ''];
    throw refusal === undefined ? error : refusal();
  }
}

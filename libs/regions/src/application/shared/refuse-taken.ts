import { DomainError } from '@portolan/platform';

interface KnownIds {
  wasKnown(id: string): Promise<boolean>;
}

/** @throws DomainError `rule-id-taken` (conflict): there is, or was, a rule with the id that was drawn beforehand. */
export async function refuseTaken(rules: KnownIds, newId: string | undefined): Promise<void> {
  if (newId === undefined || !(await rules.wasKnown(newId))) return;
  throw new DomainError('conflict', 'rule-id-taken', `There is a rule ${newId} already.`);
}

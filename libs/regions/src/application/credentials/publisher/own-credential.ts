import { DomainError, notFound } from '@portolan/platform';
import type { RecordedCredential } from '../../../persistence/rules/credential-repository';

/**
 * A publisher's credential that staff have not checked yet, or have sent back.
 * @throws DomainError `credential-not-found`, also for somebody else's; `credential-checked` (conflict).
 */
export function ownCredential(
  credential: RecordedCredential | undefined,
  id: string,
  publisherId: string,
): RecordedCredential {
  const holder = credential?.holder;
  if (credential === undefined || holder?.kind !== 'publisher' || holder.publisherId !== publisherId)
    throw notFound('credential', id);
  if (credential.status === 'draft' || credential.status === 'rejected') return credential;
  const detail = `A credential that is ${credential.status} is not its holder's to change.`;
  throw new DomainError('conflict', 'credential-checked', detail);
}

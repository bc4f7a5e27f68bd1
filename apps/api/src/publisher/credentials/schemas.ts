import type { Recorded, RecordedCredential } from '@portolan/regions';
import { z } from 'zod';
import { credential, credentialBody, credentialsQuery } from '../../operations/regions/schemas';
import { ruleView } from '../../operations/regions/rule-view';

const PARTS = {
  type: true,
  issuer: true,
  number: true,
  items: true,
  markets: true,
  standards: true,
  supersedes: true,
} as const;

export const ownBody = credentialBody.pick({ ...PARTS, valid: true }).meta({ id: 'DraftOwnCredential' });

/** What a holder sees: not what staff note beside it, nor which deal it comes from. */
export const ownCredential = z
  .object(
    credential.pick({
      ...PARTS,
      id: true,
      valid: true,
      status: true,
      statusReason: true,
      conditions: true,
      recordedAt: true,
    }).shape,
  )
  .meta({ id: 'OwnCredential' });

export const ownQuery = credentialsQuery.omit({ publisherId: true });

export function ownView(known: Recorded<RecordedCredential>) {
  const { evidence: _, dealId: __, holder: ___, ...shown } = ruleView(known);
  return shown;
}

import type { CredentialState, CredentialStatus } from '@portolan/regions';
import type { PublisherStatement } from '../../domain/statements/publisher-statement';
import type { StoredStatement } from '../../persistence/statements/publisher-statements';

/** A statement and how far its checking is. */
export interface StatementView {
  id: string;
  statement: PublisherStatement;
  /** Papers are sent for it, and staff decide on it. */
  credentialId: string;
  /** `withdrawn`: the publisher said something else before anybody had checked it. */
  status: CredentialStatus | 'withdrawn';
  statusReason: string | null;
  /** RFC 3339. */
  statedAt: string;
}

export function viewStatement(
  { id, statement, credentialId, statedAt }: StoredStatement,
  state: CredentialState | undefined,
): StatementView {
  const { status, statusReason } = state ?? { status: 'withdrawn', statusReason: null };
  return { id, statement, credentialId, status, statusReason, statedAt: statedAt.toISOString() };
}

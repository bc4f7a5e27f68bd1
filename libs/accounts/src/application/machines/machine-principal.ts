import type { AccountActor } from '@portolan/platform';
import type { PublisherAccess } from '../../domain/permissions';

/** A machine that proved who it is: what it acts as, for which publisher, and what it may do there. */
export interface MachinePrincipal {
  /** `accountId` is the id of the service account or the key; `machine` says which. */
  actor: AccountActor;
  /** Of the key that it proved itself with. */
  keyId: string;
  publisherId: string;
  access: PublisherAccess;
}

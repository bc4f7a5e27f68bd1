import { Injectable } from '@nestjs/common';
import { notFound, type Page, type PageRequest } from '@portolan/platform';
import {
  ServiceAccountKeys,
  type ServiceAccountKeyView,
} from '../../persistence/machines/service-account-keys';
import { ServiceAccounts, type ServiceAccountView } from '../../persistence/machines/service-accounts';

/** A publisher's service accounts, oldest first, those disabled included; and the keys of one. */
@Injectable()
export class ListServiceAccounts {
  constructor(
    private readonly serviceAccounts: ServiceAccounts,
    private readonly keys: ServiceAccountKeys,
  ) {}

  execute(query: { publisherId: string; page: PageRequest }): Promise<Page<ServiceAccountView>> {
    return this.serviceAccounts.list(query.publisherId, query.page);
  }

  /** Newest first, those revoked included; at most 100. @throws DomainError `service-account-not-found` (404). */
  async keysOf(query: { publisherId: string; serviceAccountId: string }): Promise<ServiceAccountKeyView[]> {
    const { publisherId, serviceAccountId } = query;
    if ((await this.serviceAccounts.find(publisherId, serviceAccountId)) === null)
      throw notFound('service-account', serviceAccountId);
    return this.keys.list(serviceAccountId);
  }
}

import { Injectable } from '@nestjs/common';
import { type EntitlementRecord, EntitlementRepository } from '../../persistence/entitlement-repository';

/** What an account owns, or owned, of some items. */
@Injectable()
export class EntitlementOf {
  constructor(private readonly entitlements: EntitlementRepository) {}

  /** By item; the live entitlement, or the last one that was revoked. What was never owned has no entry. */
  async execute(query: {
    accountId: string;
    itemIds: readonly string[];
  }): Promise<Map<string, EntitlementRecord>> {
    if (query.itemIds.length === 0) return new Map();
    return this.entitlements.newest(query.accountId, query.itemIds);
  }
}

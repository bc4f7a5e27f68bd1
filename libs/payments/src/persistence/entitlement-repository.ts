import { Injectable } from '@nestjs/common';
import { BaseRepository, DomainError, withConstraints } from '@portolan/platform';
import type { EntitlementState } from '../domain/entitlements/entitlement-states';

/** What an account owns, or owned. */
export interface EntitlementRecord {
  itemId: string;
  orderId: string;
  status: EntitlementState;
  grantedAt: Date;
}

interface Row {
  item_id: string;
  order_id: string;
  status: EntitlementState;
  granted_at: Date;
}

/** `already-owned` (409), naming the items. */
export function alreadyOwned(itemIds: readonly string[]): DomainError {
  return new DomainError('conflict', 'already-owned', 'This account owns it already.', {
    extra: { itemIds },
  });
}

@Injectable()
export class EntitlementRepository extends BaseRepository {
  /** The newest entitlement of each item; items that were never owned have no entry. */
  async newest(accountId: string, itemIds: readonly string[]): Promise<Map<string, EntitlementRecord>> {
    const rows = await this.query<Row>(
      `SELECT DISTINCT ON (e.item_id) e.item_id, e.order_id, e.status, e.granted_at
         FROM entitlement e WHERE e.account_id = $1 AND e.item_id = ANY($2::uuid[])
        ORDER BY e.item_id, (e.status <> 'revoked') DESC, e.granted_at DESC, e.id DESC`,
      [accountId, itemIds],
    );
    return new Map(rows.map((row) => [row.item_id, toRecord(row)]));
  }

  /** Which of the items the account owns now. */
  async owned(accountId: string, itemIds: readonly string[]): Promise<string[]> {
    const newest = await this.newest(accountId, itemIds);
    return [...newest.values()].filter(({ status }) => status !== 'revoked').map(({ itemId }) => itemId);
  }

  /** @throws DomainError `already-owned` when another order granted one of them a moment ago. */
  async grant(
    owner: { accountId: string; orderId: string; at: Date },
    entitlements: readonly { id: string; itemId: string }[],
  ): Promise<void> {
    const itemIds = entitlements.map(({ itemId }) => itemId);
    await withConstraints({ entitlement_live: () => alreadyOwned(itemIds) }, () =>
      this.query(
        `INSERT INTO entitlement (id, account_id, item_id, order_id, status, granted_at, changed_at)
         SELECT t.id, $1, t.item_id, $2, 'active', $3, $3 FROM unnest($4::uuid[], $5::uuid[]) AS t (id, item_id)`,
        [owner.accountId, owner.orderId, owner.at, entitlements.map(({ id }) => id), itemIds],
      ),
    );
  }

  /**
   * For items that an account no longer owns through one order: another order that is paid for them and gave nothing,
   * because they were owned when it came to it. Item by item; the oldest order.
   */
  async paidElsewhere(
    accountId: string,
    itemIds: readonly string[],
    exceptOrderId: string,
  ): Promise<Map<string, string>> {
    const rows = await this.query<{ item_id: string; order_id: string }>(
      `SELECT DISTINCT ON (l.item_id) l.item_id, l.order_id
         FROM order_line l JOIN customer_order o ON o.id = l.order_id
        WHERE o.account_id = $1 AND l.item_id = ANY($2::uuid[]) AND o.id <> $3
          AND o.fulfilled_at IS NOT NULL AND o.status IN ('paid', 'partially-refunded', 'refunding')
        ORDER BY l.item_id, o.placed_at, o.id`,
      [accountId, itemIds, exceptOrderId],
    );
    return new Map(rows.map((row) => [row.item_id, row.order_id]));
  }

  /** Ends what the order gave. @returns the items that were owned until now */
  async revokeOf(orderId: string, reason: string, at: Date): Promise<string[]> {
    const rows = await this.query<{ item_id: string }>(
      `UPDATE entitlement AS e SET status_before = e.status, status = 'revoked', changed_at = $2, reason = $3
        WHERE e.order_id = $1 AND e.status <> 'revoked' RETURNING e.item_id`,
      [orderId, at, reason],
    );
    return rows.map((row) => row.item_id);
  }
}

function toRecord(row: Row): EntitlementRecord {
  return { itemId: row.item_id, orderId: row.order_id, status: row.status, grantedAt: row.granted_at };
}

import { Injectable } from '@nestjs/common';
import { BaseRepository, decodeCursor, type Page, type PageRequest, toPage } from '@portolan/platform';
import type { EntitlementState } from '../domain/entitlements/entitlement-states';

/** What an account owns, by id. Times are RFC 3339. */
export interface OwnedItem {
  itemId: string;
  orderId: string;
  status: EntitlementState;
  grantedAt: string;
}

interface Row {
  id: string;
  item_id: string;
  order_id: string;
  status: EntitlementState;
  granted_at: Date;
}

/** Read model: the live entitlements of an account. */
@Injectable()
export class LibraryIndex extends BaseRepository {
  /** Newest first. */
  async list(accountId: string, page: PageRequest): Promise<Page<OwnedItem>> {
    const after = decodeCursor(page.cursor, ['instant', 'uuid']);
    const rows = await this.query<Row>(
      `SELECT e.id, e.item_id, e.order_id, e.status, e.granted_at FROM entitlement e
        WHERE e.account_id = $1 AND e.status <> 'revoked'
          AND ($2::timestamptz IS NULL OR (e.granted_at, e.id) < ($2::timestamptz, $3::uuid))
        ORDER BY e.granted_at DESC, e.id DESC LIMIT $4`,
      [accountId, after?.[0] ?? null, after?.[1] ?? null, page.limit + 1],
    );
    return toPage(rows, page.limit, (row) => [row.granted_at.toISOString(), row.id], view);
  }
}

function view(row: Row): OwnedItem {
  return {
    itemId: row.item_id,
    orderId: row.order_id,
    status: row.status,
    grantedAt: row.granted_at.toISOString(),
  };
}

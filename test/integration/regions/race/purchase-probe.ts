import { TransactionHost } from '@portolan/platform';
import { DecideAvailability, DecideForPurchase } from '@portolan/regions';
import { setTimeout as wait } from 'node:timers/promises';
import type { TestDatabase } from '../../../support/test-database';
import type { RegionsApp } from '../support';

/** Purchases in the form that payments gives them: decide, write, commit. */
export class PurchaseProbe {
  constructor(private readonly regions: Pick<RegionsApp, 'module' | 'database'>) {}

  static async on(regions: { module: RegionsApp['module']; database: TestDatabase }): Promise<PurchaseProbe> {
    await regions.database.query('CREATE TABLE purchase_probe (item_id uuid NOT NULL)');
    return new PurchaseProbe(regions);
  }

  /** @param thinking milliseconds between the decision and the commit. */
  buy(itemId: string, thinking: number): Promise<boolean> {
    return this.sell(itemId, thinking, async () => {
      const question = { itemIds: [itemId], market: 'DE', action: 'acquire' as const };
      return (
        (await this.regions.module.get(DecideForPurchase).execute(question)).get(itemId)?.allowed === true
      );
    });
  }

  /** As no purchase may be made: on an answer that holds no lock on the epoch. */
  buyCarelessly(itemId: string, thinking: number): Promise<boolean> {
    return this.sell(itemId, thinking, async () => {
      const questions = [{ itemId, market: 'DE', action: 'acquire' as const }];
      const [decision] = await this.regions.module.get(DecideAvailability).execute({ questions });
      return decision?.allowed === true;
    });
  }

  async sold(itemId: string): Promise<number> {
    const [row] = await this.regions.database.query<{ n: number }>(
      'SELECT count(*)::int AS n FROM purchase_probe WHERE item_id = $1',
      [itemId],
    );
    return row?.n ?? 0;
  }

  private sell(itemId: string, thinking: number, mayBuy: () => Promise<boolean>): Promise<boolean> {
    const host = this.regions.module.get(TransactionHost);
    return host.withTransaction(async () => {
      if (!(await mayBuy())) return false;
      await wait(thinking);
      const { tx } = host as unknown as { tx: { query(sql: string, values: string[]): Promise<void> } };
      await tx.query('INSERT INTO purchase_probe (item_id) VALUES ($1)', [itemId]);
      return true;
    });
  }
}

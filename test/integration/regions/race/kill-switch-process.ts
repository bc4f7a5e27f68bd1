import { Clock } from '@portolan/platform';
import { PullKillSwitch } from '@portolan/regions';
import { AsyncLocalStorage } from 'node:async_hooks';
import { Client } from 'pg';
import { setTimeout as wait } from 'node:timers/promises';
import { joinRegions, staffMember } from '../support';

/** Waits, and takes the item from sale; the clock of this process is ahead of the other's. */
export interface Request {
  /** Comes back with the answer. */
  id: number;
  itemId: string;
  afterMs: number;
  clockAheadMs: number;
}
/** How many had been sold when the switch had been pulled. */
export type Response = { id: number; sold: number } | { id: number; error: string };

const ahead = new AsyncLocalStorage<number>();

class AheadClock extends Clock {
  override now(): Date {
    return new Date(Date.now() + (ahead.getStore() ?? 0));
  }

  override elapsed(): number {
    return performance.now();
  }
}

/** A second process of the store on the database that is named by the first argument: it holds the kill switch. */
async function main(databaseUrl: string): Promise<void> {
  const module = await joinRegions(databaseUrl, new AheadClock());
  const database = new Client({ connectionString: databaseUrl });
  await database.connect();
  const legal = staffMember('legal');

  async function pull({ itemId, afterMs, clockAheadMs }: Request): Promise<number> {
    await wait(afterMs);
    const order = {
      target: { itemId },
      markets: 'DE',
      retention: 'full',
      reason: 'race',
      actor: legal,
    } as const;
    await ahead.run(clockAheadMs, () => module.get(PullKillSwitch).execute(order));
    const { rows } = await database.query<{ n: number }>(
      'SELECT count(*)::int AS n FROM purchase_probe WHERE item_id = $1',
      [itemId],
    );
    return rows[0]?.n ?? 0;
  }

  process.on('message', (request: Request) => {
    const { id } = request;
    void pull(request)
      .then((sold): Response => ({ id, sold }))
      .catch((error: unknown): Response => ({ id, error: String(error) }))
      .then((response) => process.send?.(response));
  });
  process.once('disconnect', () => process.exit(0));
  process.send?.({ id: 0, sold: 0 } satisfies Response);
}

void main(process.argv[2] ?? '');

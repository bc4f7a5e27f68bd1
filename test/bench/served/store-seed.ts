import type { INestApplicationContext } from '@nestjs/common';
import { systemActor } from '@portolan/platform';
import { ChangeMarketStatus, SeedRegions, SetPlan } from '@portolan/regions';
import { Client } from 'pg';

/** The market in which nearly everything is to be had, and the one that has a hundred items, 0.01 % of a million. */
export const DENSE = 'DE';
export const SPARSE = 'TV';
export const OPEN: readonly string[] = [DENSE, SPARSE, 'US', 'FR', 'GB', 'IN', 'BR', 'JP', 'ID', 'MX'];
/** Of so many of the newest items lists can tell a title: pages further behind are not asked for. */
const TOLD = 2_000;
const actor = systemActor('bench');

/** The world's markets, some of them open, and a plan that offers everything in all of them. */
export async function openStore(app: INestApplicationContext): Promise<void> {
  await app.get(SeedRegions).execute();
  for (const market of OPEN)
    await app.get(ChangeMarketStatus).execute({ market, status: 'open', reason: 'bench', actor });
  await app.get(SetPlan).execute({
    markets: { expression: 'WORLD', coversFutureMarkets: true },
    offered: true,
    actor,
  });
}

/** Ids in the order of creation, as the store makes them. */
const ID = (kind: number) => `('0190000${kind}-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid`;
const CATEGORY = `(ARRAY['app/game/puzzle','app/game/board','app/tools','app/game/racing'])[1 + n % 4]`;
/** A hundred items: 0.01 % of a million. */
const SPARSELY = `n % (:count / 100) = 7`;
/** 60 % worldwide minus a few, 25 % one region, 10 % one country, 5 % nowhere. */
const TERRITORIES = `CASE
  WHEN ${SPARSELY} THEN 'WORLD'
  WHEN n % 20 < 12 THEN 'WORLD - ${SPARSE} - ' || (ARRAY['KP','IR','SY','CU','MM','BY'])[1 + n % 6]
  WHEN n % 20 < 17 THEN (ARRAY['EU','EEA','GCC','150','142'])[1 + n % 5]
  ELSE (ARRAY['DE','US','FR','IN'])[1 + n % 4] END`;

/**
 * Items 1 to `count` with their selections, straight into the tables: every item that regions decides about, and the texts, files and
 * releases of those that lists will show.
 */
export async function seedItems(url: string, count: number): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const run = (sql: string) => client.query(sql.replaceAll(':count', String(count)));
  const items = `FROM generate_series(1, :count) n`;
  const told = `${items} WHERE n > :count - ${TOLD} OR ${SPARSELY}`;
  try {
    // References hold by construction; looking each of them up would take most of the time.
    await run(`SET session_replication_role = replica`);
    await run(`INSERT INTO region_item (id, ordinal, kind, category, publisher_id, attributes, published, free, prices, revision, shown_revision, rank)
      SELECT ${ID(0)}, n - 1, 'app', ${CATEGORY}, ${ID(1)}, '{}', true, true, '[]', n, n, 100000000 + n ${items}`);
    await run(`UPDATE region_item_revision SET revision = :count, item_count = :count`);
    await run(`INSERT INTO offer_rule (version, id, side, publisher_id, item_id, markets, covers_future_markets, written_at, actions, offered, valid_from, recorded_from)
      SELECT ${ID(2)}, ${ID(2)}, 'publisher', ${ID(1)}, ${ID(0)}, ${TERRITORIES}, true, '2026-01-01Z', ARRAY['list','acquire'], true, '2026-01-01Z', '2026-01-01Z'
        ${items} WHERE n % 20 < 19 OR ${SPARSELY}`);
    await run(`INSERT INTO app (id, publisher_id, package_name, default_locale, category, pricing, declarations, signer, first_live_at, created_at)
      SELECT ${ID(0)}, ${ID(1)}, 'org.bench.a' || n, 'en', ${CATEGORY}, 'free', '{}', repeat('a', 64),
             '2020-01-01Z'::timestamptz + (100000000 + n) * interval '1 second', now() ${told}`);
    await run(`INSERT INTO app_listing (app_id, locale, title, short_description, full_description, version, updated_at)
      SELECT ${ID(0)}, 'en', 'An application for many things ' || n, 'What it does, said in one sentence of some length', 'More.', 1, now() ${told}`);
    await run(`INSERT INTO artifact (id, app_id, sha256, size_bytes, file_key, version_code, version_name, signer, report, uploaded_by, uploaded_at)
      SELECT ${ID(3)}, ${ID(0)}, lpad(to_hex(n), 64, '0'), 12345678, 'k' || n, 1, '1.0', repeat('a', 64), '{}', ${ID(1)}, now() ${told}`);
    await run(`INSERT INTO release (id, app_id, artifact_id, status, previous_status, notes, findings, reviewer_id, created_by, created_at, submitted_at, decided_at, live_at)
      SELECT ${ID(4)}, ${ID(0)}, ${ID(3)}, 'live', 'approved', '{}', '[]', ${ID(1)}, ${ID(1)}, now(), now(), now(), now() ${told}`);
    // What the database would do later by itself, beside what is measured.
    await run('VACUUM (ANALYZE)');
    await run('CHECKPOINT');
  } finally {
    await client.end();
  }
}

import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { newPublisher, publishing } from '../../support/publishing';
import { Random } from '../../support/random';
import { startTestApp, type TestApp } from '../../support/test-app';

const MIGRATION = join(__dirname, '../../../migrations/0099_rating_totals.sql');
const RECOUNT = `SELECT r.app_id, count(*) AS count, sum(r.stars) AS stars FROM app_rating r
                  WHERE r.hidden_at IS NULL GROUP BY r.app_id ORDER BY r.app_id`;
const KEPT = 'SELECT t.app_id, t.count, t.stars FROM app_rating_total t WHERE t.count > 0 ORDER BY t.app_id';

describe('what the ratings of an app add up to', () => {
  let store: TestApp;
  let apps: string[];
  beforeAll(async () => {
    store = await startTestApp();
    const { draftApp } = publishing(store);
    const publisher = newPublisher();
    apps = [];
    for (const name of ['one', 'two', 'three'])
      apps.push(await draftApp(publisher, { packageName: `org.example.${name}` }));
  });
  afterAll(() => store.close());

  const query = (sql: string, parameters: unknown[] = []) => store.database.query<object>(sql, parameters);
  const rate = (appId: string, accountId: string, stars: number, hidden: boolean, locale = 'en') =>
    query(
      `INSERT INTO app_rating (id, app_id, account_id, author, stars, locale, written_at, edited_at, hidden_at, hidden_reason)
       VALUES ($1, $2, $3, 'Ada', $4, $5, now(), now(), $6, $7)
       ON CONFLICT ON CONSTRAINT app_rating_one_each DO UPDATE SET stars = excluded.stars`,
      [randomUUID(), appId, accountId, stars, locale, hidden ? new Date() : null, hidden ? 'No.' : null],
    );

  it('is what a recount finds, whatever is written at the same time', async () => {
    const random = new Random(7);
    const people = Array.from({ length: 12 }, () => randomUUID());
    const step = (): Promise<unknown> => {
      const [app, person] = [random.pick(apps), random.pick(people)];
      const of = 'WHERE app_id = $1 AND account_id = $2';
      switch (random.below(6)) {
        case 0:
          return query(`DELETE FROM app_rating ${of}`, [app, person]);
        case 1:
          return query(`UPDATE app_rating SET hidden_at = now(), hidden_reason = 'No.' ${of}`, [app, person]);
        case 2:
          return query(`UPDATE app_rating SET hidden_at = NULL, hidden_reason = NULL ${of}`, [app, person]);
        default:
          return rate(app, person, 1 + random.below(5), random.below(4) === 0);
      }
    };
    for (let round = 0; round < 60; round++) {
      await Promise.all(Array.from({ length: 8 }, step));
      if (round % 10 === 9) expect(await query(KEPT)).toEqual(await query(RECOUNT));
    }
    expect(await query(KEPT)).not.toEqual([]);
    await expect(query('UPDATE app_rating_total SET stars = count - 1')).rejects.toThrow(
      'app_rating_total_stars',
    );
  }, 60_000);

  it('is added up once for those from before', async () => {
    const [up = '', down = ''] = readFileSync(MIGRATION, 'utf8').split('-- Down Migration');
    await query(down);
    await rate(apps[0] ?? '', randomUUID(), 5, false);
    await query(up);
    expect(await query(KEPT)).toEqual(await query(RECOUNT));
  });

  it('is listed in one language by an index, without reading the others', async () => {
    const [app = ''] = apps;
    await query(
      `INSERT INTO app_rating (id, app_id, account_id, author, stars, locale, written_at, edited_at)
       SELECT gen_random_uuid(), $1, gen_random_uuid(), 'Ada', 4, CASE WHEN n % 500 = 0 THEN 'de-AT' ELSE 'en' END,
              now() - n * interval '1 second', now() - n * interval '1 second' FROM generate_series(1, 5000) AS n`,
      [app],
    );
    await query('ANALYZE app_rating');
    const plan = await query(
      `EXPLAIN SELECT r.id FROM app_rating r WHERE r.app_id = '${app}' AND r.hidden_at IS NULL
          AND ('de'::text IS NULL OR split_part(r.locale, '-', 1) = 'de') ORDER BY r.edited_at DESC, r.id DESC LIMIT 20`,
    );
    expect(JSON.stringify(plan)).toContain('app_rating_language');
    expect(JSON.stringify(plan)).not.toContain('Sort');
  });
});

-- Up Migration

-- DE + FR is FR + DE: an app is taken down once in the same markets, however they are written.
ALTER TABLE takedown
  -- The markets with their terms in one order.
  ADD COLUMN scope text CONSTRAINT takedown_scope CHECK (length(scope) >= 1 AND length(scope) <= 1000);
-- Of those from before the ones that only add are put in order; of two that are the same one keeps its words.
UPDATE takedown t SET scope = CASE WHEN c.n = 1 OR t.ended_at IS NOT NULL THEN c.sorted ELSE t.markets END
  FROM (SELECT s.id, s.sorted, row_number() OVER (PARTITION BY s.app_id, s.sorted, s.ended_at IS NULL
                                                     ORDER BY s.markets = s.sorted DESC, s.id) AS n
          FROM (SELECT o.id, o.app_id, o.markets, o.ended_at,
                       (SELECT string_agg(DISTINCT w.code COLLATE "C", ' + ' ORDER BY w.code COLLATE "C")
                          FROM regexp_split_to_table(o.markets, '[\s+]+') AS w(code) WHERE w.code <> '') AS sorted
                  FROM takedown o WHERE o.markets !~ '\s-\s') s) c
 WHERE c.id = t.id;
UPDATE takedown SET scope = markets WHERE scope IS NULL;
ALTER TABLE takedown ALTER COLUMN scope SET NOT NULL;
DROP INDEX takedown_once;
CREATE UNIQUE INDEX takedown_once ON takedown (app_id, scope) WHERE ended_at IS NULL;

-- Down Migration

DROP INDEX takedown_once;
CREATE UNIQUE INDEX takedown_once ON takedown (app_id, markets) WHERE ended_at IS NULL;
ALTER TABLE takedown DROP COLUMN scope;

-- Up Migration

-- An app that the store took down: why, and by which prohibition.
CREATE TABLE takedown (
  id             uuid PRIMARY KEY,
  app_id         uuid NOT NULL CONSTRAINT takedown_app REFERENCES app (id),
  -- Whose the app was.
  publisher_id   uuid NOT NULL,
  prohibition_id uuid NOT NULL CONSTRAINT takedown_prohibition UNIQUE,
  -- As it was written: WORLD, or a scope such as DE + FR.
  markets        text NOT NULL CONSTRAINT takedown_markets CHECK (length(markets) >= 1 AND length(markets) <= 1000),
  retention      text NOT NULL CONSTRAINT takedown_retention CHECK (retention IN ('full', 'update-only', 'freeze', 'revoke')),
  policies       text[] NOT NULL CONSTRAINT takedown_policies CHECK (cardinality(policies) >= 1 AND cardinality(policies) <= 5),
  message        text NOT NULL CONSTRAINT takedown_message CHECK (length(message) >= 1 AND length(message) <= 2000),
  issued_by      uuid NOT NULL,
  issued_at      timestamptz NOT NULL,
  -- When it was noted that the prohibition has ended.
  ended_at       timestamptz
);
CREATE UNIQUE INDEX takedown_once ON takedown (app_id, markets) WHERE ended_at IS NULL;
CREATE INDEX takedown_by_publisher ON takedown (publisher_id, id DESC);
CREATE INDEX takedown_in_force ON takedown (id) WHERE ended_at IS NULL;

ALTER TABLE strike
  ADD COLUMN takedown_id uuid CONSTRAINT strike_takedown REFERENCES takedown (id) CONSTRAINT strike_once_for_takedown UNIQUE,
  DROP CONSTRAINT strike_cause,
  ADD CONSTRAINT strike_cause CHECK (num_nonnulls(rejection_id, takedown_id) = 1);

-- Down Migration

DELETE FROM appeal WHERE strike_id IN (SELECT s.id FROM strike s WHERE s.takedown_id IS NOT NULL);
DELETE FROM strike WHERE takedown_id IS NOT NULL;
ALTER TABLE strike
  DROP COLUMN takedown_id,
  ADD CONSTRAINT strike_cause CHECK (num_nonnulls(rejection_id) = 1);
DROP TABLE takedown;

-- Up Migration

ALTER TABLE attempt_counter
  -- How often in a row the limit was passed: each time the next attempt is longer in coming.
  ADD COLUMN locks           integer NOT NULL DEFAULT 0 CONSTRAINT attempt_counter_locks CHECK (locks >= 0),
  -- From then on they are not held against anybody. Null: there are none.
  ADD COLUMN forget_locks_at timestamptz,
  ADD CONSTRAINT attempt_counter_locks_end CHECK ((locks = 0) OR forget_locks_at IS NOT NULL);

-- Down Migration

ALTER TABLE attempt_counter
  DROP CONSTRAINT attempt_counter_locks_end,
  DROP COLUMN forget_locks_at,
  DROP COLUMN locks;

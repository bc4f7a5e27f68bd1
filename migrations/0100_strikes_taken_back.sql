-- Up Migration

-- Why a strike was taken back, for its publisher; of those from before it is not known.
ALTER TABLE strike
  ADD COLUMN lift_message text CONSTRAINT strike_lift_message CHECK (length(lift_message) >= 1 AND length(lift_message) <= 2000),
  ADD CONSTRAINT strike_lifted_with_message CHECK (lift_message IS NULL OR lifted_at IS NOT NULL);

-- Down Migration

ALTER TABLE strike DROP COLUMN lift_message;

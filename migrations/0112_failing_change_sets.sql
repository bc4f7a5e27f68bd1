-- Up Migration

-- How often it was due and failed with something that was no refusal: after many, somebody has to look at it.
ALTER TABLE change_set ADD COLUMN failures integer NOT NULL DEFAULT 0;

-- Down Migration

ALTER TABLE change_set DROP COLUMN failures;

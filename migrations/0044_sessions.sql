-- Up Migration

-- What a person recognises a session by.
ALTER TABLE session ADD COLUMN device text CONSTRAINT session_device_length CHECK (length(device) <= 200);
ALTER TABLE session ADD COLUMN address text CONSTRAINT session_address_length CHECK (length(address) <= 60);
ALTER TABLE session ADD COLUMN last_used_at timestamptz;
UPDATE session SET last_used_at = created_at;
ALTER TABLE session ALTER COLUMN last_used_at SET NOT NULL;

-- Down Migration

ALTER TABLE session DROP COLUMN last_used_at;
ALTER TABLE session DROP COLUMN address;
ALTER TABLE session DROP COLUMN device;

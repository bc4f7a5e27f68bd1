-- Up Migration

-- Of an API key only the beginning is kept readable, and the hash of the whole.
CREATE TABLE api_key (
  id           uuid PRIMARY KEY,
  publisher_id uuid NOT NULL CONSTRAINT api_key_publisher REFERENCES publisher (id),
  name         text NOT NULL CONSTRAINT api_key_name_length CHECK (length(name) >= 1 AND length(name) <= 100),
  prefix       text NOT NULL CONSTRAINT api_key_prefix_unique UNIQUE CONSTRAINT api_key_prefix_form CHECK (prefix ~ '^ptk_[0-9a-f]{16}$'),
  hash         bytea NOT NULL CONSTRAINT api_key_hash_sha256 CHECK (length(hash) = 32),
  scopes       text[] NOT NULL CONSTRAINT api_key_scopes_count CHECK (cardinality(scopes) >= 1 AND cardinality(scopes) <= 50),
  -- Null: all apps of the publisher.
  app_ids      uuid[] CONSTRAINT api_key_apps_count CHECK (cardinality(app_ids) >= 1 AND cardinality(app_ids) <= 100),
  created_by   uuid NOT NULL CONSTRAINT api_key_creator REFERENCES account (id),
  created_at   timestamptz NOT NULL,
  expires_at   timestamptz NOT NULL CONSTRAINT api_key_lives CHECK (expires_at > created_at),
  revoked_at   timestamptz,
  last_used_at timestamptz
);
CREATE INDEX api_key_by_publisher ON api_key (publisher_id, id);

-- Down Migration

DROP TABLE api_key;

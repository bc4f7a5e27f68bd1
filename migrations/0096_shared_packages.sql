-- Up Migration

-- Packages that a publisher's tool shares by link with its team and its testers: never a part of a release, and gone when they expire.
CREATE TABLE shared_package (
  id           uuid NOT NULL CONSTRAINT shared_package_pk PRIMARY KEY,
  app_id       uuid NOT NULL CONSTRAINT shared_package_app REFERENCES app (id),
  -- The part of the link that nobody guesses.
  secret       text NOT NULL CONSTRAINT shared_package_secret_unique UNIQUE
                 CONSTRAINT shared_package_secret CHECK (secret ~ '^[A-Za-z0-9_-]{43}$'),
  version_code bigint NOT NULL CONSTRAINT shared_package_version_code CHECK (version_code >= 0),
  version_name text,
  sha256       text NOT NULL CONSTRAINT shared_package_sha256 CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  size_bytes   bigint NOT NULL CONSTRAINT shared_package_size CHECK (size_bytes > 0),
  -- Its own, so that the file may go when the row goes: what lies under its hash may be somebody else's, too.
  file_key     text NOT NULL CONSTRAINT shared_package_file_unique UNIQUE,
  -- SHA-256 of the certificates, separated by commas.
  signer       text NOT NULL,
  debuggable   boolean NOT NULL,
  shared_by    uuid NOT NULL,
  shared_at    timestamptz NOT NULL,
  expires_at   timestamptz NOT NULL CONSTRAINT shared_package_expiry CHECK (expires_at >= shared_at)
);
CREATE INDEX shared_package_by_app ON shared_package (app_id, id);
CREATE INDEX shared_package_expired ON shared_package (expires_at);

-- Down Migration

DROP TABLE shared_package;

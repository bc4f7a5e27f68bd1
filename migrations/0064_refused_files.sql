-- Up Migration

-- Files that the store takes from nobody, by what they are and not by whose they claim to be.
CREATE TABLE refused_file (
  sha256   text PRIMARY KEY CONSTRAINT refused_file_sha256 CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  reason   text NOT NULL CONSTRAINT refused_file_reason CHECK (length(reason) >= 1 AND length(reason) <= 500),
  added_by uuid NOT NULL,
  added_at timestamptz NOT NULL
);
CREATE INDEX refused_file_by_time ON refused_file (added_at DESC, sha256 DESC);

-- Down Migration

DROP TABLE refused_file;

-- Up Migration

-- Uploads that arrive in pieces. The id is the secret part of the address; how much has arrived is the size of the file.
CREATE TABLE upload_session (
  id          text NOT NULL CONSTRAINT upload_session_pk PRIMARY KEY CONSTRAINT upload_session_id CHECK (id ~ '^[0-9a-f]{64}$'),
  app_id      uuid NOT NULL CONSTRAINT upload_session_app REFERENCES app (id),
  -- What the file is for, and who sends it.
  target      jsonb NOT NULL CONSTRAINT upload_session_target CHECK (jsonb_typeof(target) = 'object'),
  actor       jsonb NOT NULL CONSTRAINT upload_session_actor CHECK (jsonb_typeof(actor) = 'object'),
  total_bytes bigint CONSTRAINT upload_session_total CHECK (total_bytes >= 0),
  -- What the whole file was answered with; null while it arrives.
  answer      jsonb,
  opened_at   timestamptz NOT NULL,
  expires_at  timestamptz NOT NULL
);
CREATE INDEX upload_session_expiry ON upload_session (expires_at);

-- Symbols of a package, for whoever reads its crashes.
CREATE TABLE artifact_symbols (
  artifact_id uuid NOT NULL CONSTRAINT artifact_symbols_artifact REFERENCES artifact (id),
  type        text NOT NULL CONSTRAINT artifact_symbols_type CHECK (type IN ('proguard', 'nativeCode')),
  sha256      text NOT NULL CONSTRAINT artifact_symbols_sha256 CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  size_bytes  bigint NOT NULL CONSTRAINT artifact_symbols_size CHECK (size_bytes >= 0),
  file_key    text NOT NULL,
  uploaded_at timestamptz NOT NULL,
  CONSTRAINT artifact_symbols_pk PRIMARY KEY (artifact_id, type)
);

-- Down Migration

DROP TABLE artifact_symbols;
DROP TABLE upload_session;

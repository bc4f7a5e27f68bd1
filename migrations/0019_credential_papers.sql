-- Up Migration

ALTER TABLE credential
  -- The credential whose place it takes once it is verified.
  ADD COLUMN supersedes uuid,
  -- Why it has its status, for its holder to read; what staff say among themselves is in the audit log.
  ADD COLUMN status_reason text CONSTRAINT credential_status_reason
    CHECK (length(status_reason) >= 1 AND length(status_reason) <= 2000),
  ADD CONSTRAINT credential_not_own_successor CHECK (supersedes <> id);

-- The papers themselves. Files are kept by content, so that two credentials may share one.
CREATE TABLE credential_evidence (
  id            uuid NOT NULL CONSTRAINT credential_evidence_pk PRIMARY KEY,
  credential_id uuid NOT NULL,
  name          text NOT NULL CONSTRAINT credential_evidence_name CHECK (length(name) >= 1 AND length(name) <= 200),
  media_type    text NOT NULL CONSTRAINT credential_evidence_media_type CHECK (media_type IN ('application/pdf', 'image/png', 'image/jpeg')),
  sha256        text NOT NULL CONSTRAINT credential_evidence_sha256 CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  size_bytes    bigint NOT NULL CONSTRAINT credential_evidence_size CHECK (size_bytes > 0),
  file_key      text NOT NULL,
  uploaded_by   uuid NOT NULL,
  uploaded_at   timestamptz NOT NULL,
  CONSTRAINT credential_evidence_once UNIQUE (credential_id, sha256)
);

-- Down Migration

DROP TABLE credential_evidence;
ALTER TABLE credential
  DROP CONSTRAINT credential_not_own_successor,
  DROP COLUMN status_reason,
  DROP COLUMN supersedes;

-- Up Migration

-- The text is sealed until it is sent and forgotten afterwards.
CREATE TABLE mail_message (
  id         uuid PRIMARY KEY,
  to_address text NOT NULL CONSTRAINT mail_message_to_length CHECK (length(to_address) >= 3 AND length(to_address) <= 254),
  kind       text NOT NULL CONSTRAINT mail_message_kind CHECK (length(kind) >= 3 AND length(kind) <= 100),
  sealed     bytea,
  created_at timestamptz NOT NULL,
  sent_at    timestamptz,
  CONSTRAINT mail_message_sealed_until_sent CHECK ((sealed IS NULL) = (sent_at IS NOT NULL))
);
CREATE INDEX mail_message_by_age ON mail_message (created_at);

ALTER TABLE account ADD COLUMN email_verified_at timestamptz;

-- Secrets that are sent by mail: single use, of which only the hash is kept.
CREATE TABLE account_token (
  hash       bytea PRIMARY KEY CONSTRAINT account_token_hash_sha256 CHECK (length(hash) = 32),
  account_id uuid NOT NULL CONSTRAINT account_token_account REFERENCES account (id),
  purpose    text NOT NULL CONSTRAINT account_token_purpose CHECK (purpose IN ('verify-email', 'reset-password')),
  -- The address that it was sent to.
  email      text NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at    timestamptz
);
CREATE UNIQUE INDEX account_token_one_unused ON account_token (account_id, purpose) WHERE used_at IS NULL;
CREATE INDEX account_token_by_expiry ON account_token (expires_at);

CREATE TABLE publisher_invitation (
  id           uuid PRIMARY KEY,
  publisher_id uuid NOT NULL CONSTRAINT publisher_invitation_publisher REFERENCES publisher (id),
  email        text NOT NULL CONSTRAINT publisher_invitation_email CHECK (email = lower(email) AND length(email) <= 254),
  roles        text[] NOT NULL,
  permissions  text[] NOT NULL,
  app_grants   jsonb NOT NULL CONSTRAINT publisher_invitation_app_grants_object CHECK (jsonb_typeof(app_grants) = 'object'),
  hash         bytea NOT NULL CONSTRAINT publisher_invitation_hash_unique UNIQUE CHECK (length(hash) = 32),
  invited_by   uuid NOT NULL CONSTRAINT publisher_invitation_inviter REFERENCES account (id),
  created_at   timestamptz NOT NULL,
  expires_at   timestamptz NOT NULL,
  accepted_at  timestamptz,
  accepted_by  uuid CONSTRAINT publisher_invitation_accepter REFERENCES account (id),
  withdrawn_at timestamptz,
  CONSTRAINT publisher_invitation_one_end CHECK (accepted_at IS NULL OR withdrawn_at IS NULL),
  CONSTRAINT publisher_invitation_accepted_by CHECK ((accepted_at IS NULL) = (accepted_by IS NULL))
);
CREATE UNIQUE INDEX publisher_invitation_one_open ON publisher_invitation (publisher_id, email)
  WHERE accepted_at IS NULL AND withdrawn_at IS NULL;

-- Down Migration

DROP TABLE publisher_invitation;
DROP TABLE account_token;
ALTER TABLE account DROP COLUMN email_verified_at;
DROP TABLE mail_message;

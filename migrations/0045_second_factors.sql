-- Up Migration

-- When the session's owner proved a second factor in it; null: never.
ALTER TABLE session ADD COLUMN second_factor_at timestamptz;

CREATE TABLE account_factor (
  id            uuid PRIMARY KEY,
  account_id    uuid NOT NULL CONSTRAINT account_factor_account REFERENCES account (id),
  kind          text NOT NULL CONSTRAINT account_factor_kind CHECK (kind IN ('totp', 'passkey')),
  name          text NOT NULL CONSTRAINT account_factor_name_length CHECK (length(name) >= 1 AND length(name) <= 100),
  sealed_secret bytea,
  -- The last time step whose code was taken: no code is taken twice.
  last_step     bigint,
  credential_id text CONSTRAINT account_factor_credential_unique UNIQUE CONSTRAINT account_factor_credential_length CHECK (length(credential_id) <= 1400),
  public_key    bytea,
  sign_count    bigint,
  transports    text[],
  created_at    timestamptz NOT NULL,
  -- Null: not proved yet, and good for nothing.
  confirmed_at  timestamptz,
  last_used_at  timestamptz,
  CONSTRAINT account_factor_parts CHECK (
    (kind = 'totp' AND sealed_secret IS NOT NULL AND credential_id IS NULL)
    OR (kind = 'passkey' AND sealed_secret IS NULL AND credential_id IS NOT NULL AND public_key IS NOT NULL
        AND sign_count IS NOT NULL AND confirmed_at IS NOT NULL)
  )
);
CREATE INDEX account_factor_by_account ON account_factor (account_id);
CREATE UNIQUE INDEX account_factor_one_pending ON account_factor (account_id) WHERE confirmed_at IS NULL;

CREATE TABLE recovery_code (
  account_id uuid NOT NULL CONSTRAINT recovery_code_account REFERENCES account (id),
  hash       bytea NOT NULL CONSTRAINT recovery_code_hash_sha256 CHECK (length(hash) = 32),
  created_at timestamptz NOT NULL,
  used_at    timestamptz,
  CONSTRAINT recovery_code_pk PRIMARY KEY (account_id, hash)
);

-- Somebody between the first factor and the second, or about to add a passkey.
CREATE TABLE factor_challenge (
  hash               bytea PRIMARY KEY CONSTRAINT factor_challenge_hash_sha256 CHECK (length(hash) = 32),
  account_id         uuid NOT NULL CONSTRAINT factor_challenge_account REFERENCES account (id),
  purpose            text NOT NULL CONSTRAINT factor_challenge_purpose CHECK (purpose IN ('sign-in', 'add-passkey')),
  passkey_challenge  text NOT NULL,
  attempts           integer NOT NULL DEFAULT 0 CONSTRAINT factor_challenge_attempts CHECK (attempts >= 0 AND attempts <= 5),
  created_at         timestamptz NOT NULL,
  expires_at         timestamptz NOT NULL,
  used_at            timestamptz
);
CREATE INDEX factor_challenge_by_expiry ON factor_challenge (expires_at);

-- Down Migration

DROP TABLE factor_challenge;
DROP TABLE recovery_code;
DROP TABLE account_factor;
ALTER TABLE session DROP COLUMN second_factor_at;

-- Up Migration

CREATE TABLE account (
  id            uuid PRIMARY KEY,
  email         text NOT NULL
    CONSTRAINT account_email_lower_case CHECK (email = lower(email) AND length(email) >= 3 AND length(email) <= 254)
    CONSTRAINT account_email_unique UNIQUE,
  display_name  text NOT NULL
    CONSTRAINT account_display_name_length CHECK (length(display_name) >= 1 AND length(display_name) <= 100),
  home_market   text NOT NULL CONSTRAINT account_home_market_form CHECK (home_market ~ '^[A-Z]{2}(-[A-Z0-9]{1,3})?$'),
  password_hash text NOT NULL,
  created_at    timestamptz NOT NULL,
  updated_at    timestamptz NOT NULL
);

CREATE TABLE staff_role (
  account_id uuid NOT NULL CONSTRAINT staff_role_account REFERENCES account (id),
  role       text NOT NULL CONSTRAINT staff_role_name CHECK (
    role IN ('reviewer', 'market-manager', 'market-approver', 'legal', 'finance', 'support', 'admin')
  ),
  granted_at timestamptz NOT NULL,
  CONSTRAINT staff_role_pk PRIMARY KEY (account_id, role)
);

-- One session is one family of refresh tokens.
CREATE TABLE session (
  id             uuid PRIMARY KEY,
  account_id     uuid NOT NULL CONSTRAINT session_account REFERENCES account (id),
  created_at     timestamptz NOT NULL,
  expires_at     timestamptz NOT NULL,
  revoked_at     timestamptz,
  revoked_reason text,
  CONSTRAINT session_revoked_with_reason CHECK ((revoked_at IS NULL) = (revoked_reason IS NULL))
);
CREATE INDEX session_by_account ON session (account_id);
CREATE INDEX session_by_expiry ON session (expires_at);

CREATE TABLE refresh_token (
  hash       bytea PRIMARY KEY CONSTRAINT refresh_token_hash_sha256 CHECK (length(hash) = 32),
  session_id uuid NOT NULL CONSTRAINT refresh_token_session REFERENCES session (id) ON DELETE CASCADE,
  issued_at  timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at    timestamptz
);
CREATE UNIQUE INDEX refresh_token_one_unused ON refresh_token (session_id) WHERE used_at IS NULL;
CREATE INDEX refresh_token_by_session ON refresh_token (session_id);

-- One key for each period and each secret it is sealed with, so that processes that start at once agree on it.
CREATE TABLE signing_key (
  kid         text PRIMARY KEY,
  period      integer NOT NULL,
  sealed_with text NOT NULL,
  public_jwk  jsonb NOT NULL,
  private_key bytea NOT NULL,
  created_at  timestamptz NOT NULL,
  verify_until timestamptz NOT NULL,
  CONSTRAINT signing_key_one_per_period UNIQUE (period, sealed_with)
);
CREATE INDEX signing_key_by_end ON signing_key (verify_until);

CREATE TABLE attempt_counter (
  bucket     text PRIMARY KEY CONSTRAINT attempt_counter_bucket_length CHECK (length(bucket) <= 200),
  attempts   integer NOT NULL CONSTRAINT attempt_counter_positive CHECK (attempts >= 1),
  expires_at timestamptz NOT NULL
);
CREATE INDEX attempt_counter_by_expiry ON attempt_counter (expires_at);

CREATE TABLE publisher (
  id            uuid PRIMARY KEY,
  name          text NOT NULL CONSTRAINT publisher_name_length CHECK (length(name) >= 1 AND length(name) <= 100),
  name_key      text NOT NULL,
  country       text NOT NULL CONSTRAINT publisher_country_form CHECK (country ~ '^[A-Z]{2}$'),
  contact_email text NOT NULL CONSTRAINT publisher_contact_email_length CHECK (length(contact_email) >= 3 AND length(contact_email) <= 254),
  founder_id    uuid NOT NULL CONSTRAINT publisher_founder REFERENCES account (id),
  -- Kept by the statements that change members; the CHECK is what keeps the last owner in a race of two removals.
  owner_count   integer NOT NULL CONSTRAINT publisher_has_owner CHECK (owner_count >= 1),
  created_at    timestamptz NOT NULL,
  CONSTRAINT publisher_name_unique_for_founder UNIQUE (founder_id, name_key)
);

CREATE TABLE publisher_member (
  publisher_id uuid NOT NULL CONSTRAINT publisher_member_publisher REFERENCES publisher (id),
  account_id   uuid NOT NULL CONSTRAINT publisher_member_account REFERENCES account (id),
  roles        text[] NOT NULL CONSTRAINT publisher_member_roles CHECK (
    cardinality(roles) >= 1 AND cardinality(roles) <= 5
    AND roles <@ ARRAY['owner', 'admin', 'release-manager', 'finance', 'viewer']
  ),
  added_at     timestamptz NOT NULL,
  CONSTRAINT publisher_member_pk PRIMARY KEY (publisher_id, account_id)
);
CREATE INDEX publisher_member_by_account ON publisher_member (account_id, publisher_id);

-- Down Migration

DROP TABLE publisher_member;
DROP TABLE publisher;
DROP TABLE attempt_counter;
DROP TABLE signing_key;
DROP TABLE refresh_token;
DROP TABLE session;
DROP TABLE staff_role;
DROP TABLE account;

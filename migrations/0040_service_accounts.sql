-- Up Migration

-- Machines act under names of their own.
ALTER TABLE audit_event DROP CONSTRAINT audit_event_actor_kind;
ALTER TABLE audit_event ADD CONSTRAINT audit_event_actor_kind
  CHECK (actor_kind IN ('anonymous', 'account', 'service-account', 'api-key', 'system'));
ALTER TABLE region_change DROP CONSTRAINT region_change_actor_kind;
ALTER TABLE region_change ADD CONSTRAINT region_change_actor_kind
  CHECK (actor_kind IN ('account', 'service-account', 'api-key', 'system'));

CREATE TABLE service_account (
  id           uuid PRIMARY KEY,
  publisher_id uuid NOT NULL CONSTRAINT service_account_publisher REFERENCES publisher (id),
  name         text NOT NULL CONSTRAINT service_account_name_form CHECK (name ~ '^[a-z][a-z0-9-]{1,28}[a-z0-9]$'),
  email        text NOT NULL CONSTRAINT service_account_email_unique UNIQUE
                 CONSTRAINT service_account_email_length CHECK (length(email) <= 254),
  client_id    text NOT NULL CONSTRAINT service_account_client_id_unique UNIQUE
                 CONSTRAINT service_account_client_id_form CHECK (client_id ~ '^[0-9]{21}$'),
  -- In the publisher and all of its apps.
  permissions  text[] NOT NULL CONSTRAINT service_account_permissions_count CHECK (cardinality(permissions) <= 50),
  -- In single apps: {"<app>": ["<permission>"]}.
  app_grants   jsonb NOT NULL CONSTRAINT service_account_app_grants_object CHECK (jsonb_typeof(app_grants) = 'object'),
  created_by   uuid NOT NULL CONSTRAINT service_account_creator REFERENCES account (id),
  created_at   timestamptz NOT NULL,
  disabled_at  timestamptz,
  CONSTRAINT service_account_name_unique UNIQUE (publisher_id, name)
);
CREATE INDEX service_account_by_publisher ON service_account (publisher_id, id);

-- Public halves only. A private key is shown once, to the person who asked for it, and kept nowhere.
CREATE TABLE service_account_key (
  id                 text PRIMARY KEY CONSTRAINT service_account_key_id_form CHECK (id ~ '^[0-9a-f]{40}$'),
  service_account_id uuid NOT NULL CONSTRAINT service_account_key_account REFERENCES service_account (id),
  public_key         text NOT NULL CONSTRAINT service_account_key_length CHECK (length(public_key) <= 4000),
  origin             text NOT NULL CONSTRAINT service_account_key_origin CHECK (origin IN ('generated', 'uploaded')),
  created_by         uuid NOT NULL CONSTRAINT service_account_key_creator REFERENCES account (id),
  created_at         timestamptz NOT NULL,
  revoked_at         timestamptz,
  last_used_at       timestamptz
);
CREATE INDEX service_account_key_by_account ON service_account_key (service_account_id, created_at);
-- The same public key twice in one account would make it unclear which of the two a signature is by.
CREATE UNIQUE INDEX service_account_key_once ON service_account_key (service_account_id, public_key) WHERE revoked_at IS NULL;

-- Down Migration

DROP TABLE service_account_key;
DROP TABLE service_account;
ALTER TABLE region_change DROP CONSTRAINT region_change_actor_kind;
ALTER TABLE region_change ADD CONSTRAINT region_change_actor_kind CHECK (actor_kind IN ('account', 'system')) NOT VALID;
ALTER TABLE audit_event DROP CONSTRAINT audit_event_actor_kind;
ALTER TABLE audit_event ADD CONSTRAINT audit_event_actor_kind CHECK (actor_kind IN ('anonymous', 'account', 'system')) NOT VALID;

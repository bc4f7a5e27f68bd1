-- Up Migration

-- Changes of an app that are made one by one and committed as a whole.
CREATE TABLE app_edit (
  id           uuid NOT NULL CONSTRAINT app_edit_pk PRIMARY KEY,
  app_id       uuid NOT NULL CONSTRAINT app_edit_app REFERENCES app (id),
  opened_by    uuid NOT NULL,
  status       text NOT NULL CONSTRAINT app_edit_status CHECK (status IN ('open', 'committed', 'deleted')),
  -- What each part of the app was when the edit was opened: who commits later sees what was changed meanwhile.
  base         jsonb NOT NULL CONSTRAINT app_edit_base CHECK (jsonb_typeof(base) = 'object'),
  changes      jsonb NOT NULL CONSTRAINT app_edit_changes CHECK (jsonb_typeof(changes) = 'object'),
  opened_at    timestamptz NOT NULL,
  expires_at   timestamptz NOT NULL,
  committed_at timestamptz,
  CONSTRAINT app_edit_committed CHECK ((status = 'committed') = (committed_at IS NOT NULL))
);
CREATE INDEX app_edit_by_app ON app_edit (app_id, committed_at DESC) WHERE status = 'committed';
CREATE INDEX app_edit_open ON app_edit (app_id, expires_at) WHERE status = 'open';

-- How people reach the publisher of an app.
CREATE TABLE app_contact (
  app_id  uuid NOT NULL CONSTRAINT app_contact_pk PRIMARY KEY CONSTRAINT app_contact_app REFERENCES app (id),
  email   text CONSTRAINT app_contact_email CHECK (length(email) <= 254),
  phone   text CONSTRAINT app_contact_phone CHECK (length(phone) <= 40),
  website text CONSTRAINT app_contact_website CHECK (length(website) <= 500),
  version integer NOT NULL CONSTRAINT app_contact_version CHECK (version >= 1)
);

-- Down Migration

DROP TABLE app_contact;
DROP TABLE app_edit;

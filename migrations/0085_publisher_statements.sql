-- Up Migration

-- What a publisher says of itself. Never changed: another address is another statement, with a credential of its own.
CREATE TABLE publisher_statement (
  id            uuid PRIMARY KEY,
  publisher_id  uuid NOT NULL CONSTRAINT publisher_statement_publisher REFERENCES publisher (id),
  part          text NOT NULL CONSTRAINT publisher_statement_part CHECK (part IN ('legal-entity', 'address', 'trader')),
  details       jsonb NOT NULL CONSTRAINT publisher_statement_details
                  CHECK (jsonb_typeof(details) = 'object' AND length(details::text) <= 10000),
  -- Whether it was checked, and from when to when it counts, is the credential's.
  credential_id uuid NOT NULL CONSTRAINT publisher_statement_credential_unique UNIQUE,
  stated_by     uuid NOT NULL CONSTRAINT publisher_statement_stated_by REFERENCES account (id),
  stated_at     timestamptz NOT NULL
);
CREATE INDEX publisher_statement_by_publisher ON publisher_statement (publisher_id, id);

-- Down Migration

DROP TABLE publisher_statement;

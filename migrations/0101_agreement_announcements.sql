-- Up Migration

-- Whom a new version of the distribution agreement was announced to: once each, whatever runs at the same time.
CREATE TABLE agreement_announcement (
  publisher_id uuid NOT NULL CONSTRAINT agreement_announcement_publisher REFERENCES publisher (id),
  version      integer NOT NULL CONSTRAINT agreement_announcement_version REFERENCES agreement_version (version),
  announced_at timestamptz NOT NULL,
  CONSTRAINT agreement_announcement_once PRIMARY KEY (publisher_id, version)
);

-- Down Migration

DROP TABLE agreement_announcement;

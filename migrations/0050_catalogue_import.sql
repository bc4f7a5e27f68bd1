-- Up Migration

-- How far the import of a file into a publisher's apps has come: one that was interrupted goes on where it stopped.
CREATE TABLE catalogue_import (
  file_sha256  text NOT NULL CONSTRAINT catalogue_import_file CHECK (file_sha256 ~ '^[0-9a-f]{64}$'),
  publisher_id uuid NOT NULL CONSTRAINT catalogue_import_publisher REFERENCES publisher (id),
  entries_done integer NOT NULL CONSTRAINT catalogue_import_done CHECK (entries_done >= 0),
  started_at   timestamptz NOT NULL,
  finished_at  timestamptz,
  CONSTRAINT catalogue_import_pk PRIMARY KEY (file_sha256, publisher_id)
);

-- Down Migration

DROP TABLE catalogue_import;

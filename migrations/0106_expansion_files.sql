-- Up Migration

-- Files that an app's code expects beside its package (OBB). Each was uploaded in an edit, for the package that its name says for ever.
CREATE TABLE expansion_file (
  id          uuid NOT NULL CONSTRAINT expansion_file_pk PRIMARY KEY,
  app_id      uuid NOT NULL,
  artifact_id uuid NOT NULL,
  type        text NOT NULL CONSTRAINT expansion_file_type CHECK (type IN ('main', 'patch')),
  edit_id     uuid NOT NULL CONSTRAINT expansion_file_edit REFERENCES app_edit (id),
  sha256      text NOT NULL CONSTRAINT expansion_file_sha256 CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  size_bytes  bigint NOT NULL CONSTRAINT expansion_file_size CHECK (size_bytes > 0),
  -- Its own, so that the file may go when the row goes.
  file_key    text NOT NULL CONSTRAINT expansion_file_key_unique UNIQUE,
  uploaded_by uuid NOT NULL,
  uploaded_at timestamptz NOT NULL,
  CONSTRAINT expansion_file_of_app FOREIGN KEY (app_id, artifact_id) REFERENCES artifact (app_id, id),
  CONSTRAINT expansion_file_of_app_and_type UNIQUE (app_id, type, id)
);
CREATE INDEX expansion_file_by_edit ON expansion_file (edit_id);

-- Which file a package goes with: its own, or the one of another package of the app.
CREATE TABLE artifact_expansion (
  app_id      uuid NOT NULL,
  artifact_id uuid NOT NULL,
  type        text NOT NULL,
  file_id     uuid NOT NULL,
  CONSTRAINT artifact_expansion_pk PRIMARY KEY (artifact_id, type),
  CONSTRAINT artifact_expansion_of_app FOREIGN KEY (app_id, artifact_id) REFERENCES artifact (app_id, id),
  CONSTRAINT artifact_expansion_file FOREIGN KEY (app_id, type, file_id) REFERENCES expansion_file (app_id, type, id)
);
CREATE INDEX artifact_expansion_by_app ON artifact_expansion (app_id);
CREATE INDEX artifact_expansion_by_file ON artifact_expansion (file_id);

UPDATE app_edit SET changes = changes || '{"expansionFiles": {}}' WHERE status = 'open';

-- Down Migration

UPDATE app_edit SET changes = changes - 'expansionFiles';
DROP TABLE artifact_expansion;
DROP TABLE expansion_file;

-- Up Migration

-- By what its sender was let in is asked again with each piece: an upload ends with the key, the sign-in or the membership. What was begun
-- before does not say, and is to be begun again; the hourly job removes it with what has arrived.
ALTER TABLE upload_session RENAME COLUMN actor TO credential;
ALTER TABLE upload_session RENAME CONSTRAINT upload_session_actor TO upload_session_credential;
-- Null: for no edit.
ALTER TABLE upload_session ADD COLUMN edit_id uuid CONSTRAINT upload_session_edit REFERENCES app_edit (id);
UPDATE upload_session SET expires_at = opened_at;
CREATE INDEX upload_session_by_app ON upload_session (app_id);
CREATE INDEX upload_session_by_edit ON upload_session (edit_id);

-- Down Migration

DROP INDEX upload_session_by_edit;
DROP INDEX upload_session_by_app;
UPDATE upload_session SET expires_at = opened_at;
ALTER TABLE upload_session DROP COLUMN edit_id;
ALTER TABLE upload_session RENAME CONSTRAINT upload_session_credential TO upload_session_actor;
ALTER TABLE upload_session RENAME COLUMN credential TO actor;

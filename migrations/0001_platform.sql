-- Up Migration

CREATE TABLE audit_event (
  id           uuid PRIMARY KEY,
  at           timestamptz NOT NULL,
  actor_kind   text NOT NULL CONSTRAINT audit_event_actor_kind CHECK (actor_kind IN ('anonymous', 'account', 'system')),
  actor_id     text,
  action       text NOT NULL CONSTRAINT audit_event_action CHECK (length(action) >= 3 AND length(action) <= 100),
  subject_type text NOT NULL,
  subject_id   text NOT NULL,
  before       jsonb,
  after        jsonb,
  reason       text,
  -- The one role that may read the event; null: every role that may read the log.
  restricted_to text,
  request_id   text
);
CREATE INDEX audit_event_by_time ON audit_event (at DESC, id DESC);
CREATE INDEX audit_event_by_subject ON audit_event (subject_type, subject_id, at DESC, id DESC);

-- What happened cannot be rewritten, not even by a mistake of ours.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER audit_event_append_only BEFORE UPDATE OR DELETE ON audit_event
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_event_no_truncate BEFORE TRUNCATE ON audit_event
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE idempotency_key (
  scope        text NOT NULL,
  key          text NOT NULL CONSTRAINT idempotency_key_length CHECK (length(key) >= 1 AND length(key) <= 200),
  fingerprint  text NOT NULL,
  status       integer,
  body         json,
  created_at   timestamptz NOT NULL,
  locked_until timestamptz NOT NULL,
  finished_at  timestamptz,
  CONSTRAINT idempotency_key_pk PRIMARY KEY (scope, key)
);
CREATE INDEX idempotency_key_by_age ON idempotency_key (created_at);

-- What was loaded once and must not be loaded again, e.g. the demo store.
CREATE TABLE seed_run (
  name        text CONSTRAINT seed_run_pk PRIMARY KEY,
  started_at  timestamptz NOT NULL,
  finished_at timestamptz
);

-- Down Migration

DROP TABLE seed_run;
DROP TABLE idempotency_key;
DROP TABLE audit_event;
DROP FUNCTION refuse_change();

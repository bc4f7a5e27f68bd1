-- Up Migration

-- A mark against a publisher, which goes by itself after a time.
CREATE TABLE strike (
  id           uuid PRIMARY KEY,
  publisher_id uuid NOT NULL,
  app_id       uuid NOT NULL CONSTRAINT strike_app REFERENCES app (id),
  rejection_id uuid CONSTRAINT strike_rejection REFERENCES rejection (id) CONSTRAINT strike_once_for_rejection UNIQUE,
  policies     text[] NOT NULL CONSTRAINT strike_policies CHECK (cardinality(policies) >= 1 AND cardinality(policies) <= 5),
  message      text NOT NULL CONSTRAINT strike_message CHECK (length(message) >= 1 AND length(message) <= 2000),
  issued_by    uuid NOT NULL,
  issued_at    timestamptz NOT NULL,
  expires_at   timestamptz NOT NULL CONSTRAINT strike_expires_later CHECK (expires_at > issued_at),
  lifted_at    timestamptz,
  lifted_by    uuid,
  CONSTRAINT strike_lifted CHECK ((lifted_at IS NULL) = (lifted_by IS NULL)),
  CONSTRAINT strike_cause CHECK (num_nonnulls(rejection_id) = 1)
);
CREATE INDEX strike_by_publisher ON strike (publisher_id, id DESC);

-- What a publisher says against a decision: once for each, and decided by somebody else.
CREATE TABLE appeal (
  id           uuid PRIMARY KEY,
  publisher_id uuid NOT NULL,
  app_id       uuid NOT NULL CONSTRAINT appeal_app REFERENCES app (id),
  rejection_id uuid CONSTRAINT appeal_rejection REFERENCES rejection (id) CONSTRAINT appeal_once_for_rejection UNIQUE,
  strike_id    uuid CONSTRAINT appeal_strike REFERENCES strike (id) CONSTRAINT appeal_once_for_strike UNIQUE,
  -- Whose decision it is against.
  decision_by  uuid NOT NULL,
  message      text NOT NULL CONSTRAINT appeal_message CHECK (length(message) >= 1 AND length(message) <= 2000),
  filed_by     uuid NOT NULL,
  filed_at     timestamptz NOT NULL,
  outcome      text CONSTRAINT appeal_outcome CHECK (outcome IN ('granted', 'denied')),
  answer       text CONSTRAINT appeal_answer CHECK (length(answer) >= 1 AND length(answer) <= 2000),
  decided_by   uuid CONSTRAINT appeal_decided_by_another CHECK (decided_by <> decision_by),
  decided_at   timestamptz,
  CONSTRAINT appeal_subject CHECK (num_nonnulls(rejection_id, strike_id) = 1),
  CONSTRAINT appeal_decided CHECK (num_nonnulls(outcome, answer, decided_by, decided_at) IN (0, 4))
);
CREATE INDEX appeal_by_publisher ON appeal (publisher_id, id DESC);
CREATE INDEX appeal_open ON appeal (id) WHERE outcome IS NULL;

-- Decided once, whatever races.
CREATE FUNCTION appeal_stays_decided() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'an appeal is decided once' USING ERRCODE = 'check_violation', CONSTRAINT = 'appeal_stays_decided';
END $$;
CREATE TRIGGER appeal_stays_decided BEFORE UPDATE ON appeal
  FOR EACH ROW WHEN (OLD.outcome IS NOT NULL) EXECUTE FUNCTION appeal_stays_decided();

-- A granted appeal brings a rejected release back under review.
ALTER TABLE release
  DROP CONSTRAINT release_transition,
  ADD CONSTRAINT release_transition CHECK ((COALESCE(previous_status, 'new') || ' -> ' || status) IN (
    'new -> draft', 'draft -> submitted', 'submitted -> in-review', 'in-review -> submitted', 'in-review -> approved',
    'in-review -> rejected', 'rejected -> submitted', 'approved -> staged', 'approved -> live', 'staged -> live',
    'staged -> halted', 'staged -> superseded', 'live -> superseded', 'live -> halted', 'halted -> staged',
    'halted -> live', 'superseded -> live'));

-- Down Migration

UPDATE release SET previous_status = 'draft' WHERE status = 'submitted' AND previous_status = 'rejected';
ALTER TABLE release
  DROP CONSTRAINT release_transition,
  ADD CONSTRAINT release_transition CHECK ((COALESCE(previous_status, 'new') || ' -> ' || status) IN (
    'new -> draft', 'draft -> submitted', 'submitted -> in-review', 'in-review -> submitted', 'in-review -> approved',
    'in-review -> rejected', 'approved -> staged', 'approved -> live', 'staged -> live', 'staged -> halted',
    'staged -> superseded', 'live -> superseded', 'live -> halted', 'halted -> staged', 'halted -> live', 'superseded -> live'));
UPDATE release SET review_rank = NULL, queued_at = NULL, held_by = NULL, raise_reason = NULL WHERE status = 'rejected';
DROP TABLE appeal;
DROP FUNCTION appeal_stays_decided();
DROP TABLE strike;

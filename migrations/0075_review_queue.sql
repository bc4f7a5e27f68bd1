-- Up Migration

-- What waits for reviewers. The smaller the rank the sooner; NULL: the release is not in the queue.
ALTER TABLE release
  ADD COLUMN review_rank       smallint CONSTRAINT release_review_rank CHECK (review_rank >= 0 AND review_rank <= 4),
  ADD COLUMN queued_at         timestamptz,
  -- Accounts that owned the app when the release came into the queue.
  ADD COLUMN held_by           integer CONSTRAINT release_held_by CHECK (held_by >= 0),
  ADD COLUMN raise_reason      text CONSTRAINT release_raise_reason CHECK (length(raise_reason) >= 1 AND length(raise_reason) <= 500),
  -- When its reviewer got it.
  ADD COLUMN taken_at          timestamptz,
  ADD COLUMN decision_policies text[] CONSTRAINT release_decision_policies CHECK (cardinality(decision_policies) >= 1 AND cardinality(decision_policies) <= 5);

UPDATE release r
   SET review_rank = CASE WHEN a.first_live_at IS NULL THEN 3 ELSE 4 END, queued_at = r.submitted_at, held_by = 0
  FROM app a WHERE a.id = r.app_id AND r.status IN ('submitted', 'in-review');
UPDATE release SET taken_at = submitted_at WHERE status = 'in-review';
UPDATE release SET decision_policies = ARRAY[decision_policy] WHERE decision_policy IS NOT NULL;

ALTER TABLE release
  DROP CONSTRAINT release_rejection_reason,
  DROP COLUMN decision_policy,
  ADD CONSTRAINT release_rejection_reason CHECK (status <> 'rejected' OR (decision_policies IS NOT NULL AND decision_message IS NOT NULL)),
  ADD CONSTRAINT release_queued CHECK ((review_rank IS NULL) = (queued_at IS NULL) AND (review_rank IS NULL) = (held_by IS NULL)),
  ADD CONSTRAINT release_in_queue CHECK (status NOT IN ('submitted', 'in-review') OR review_rank IS NOT NULL),
  ADD CONSTRAINT release_raised CHECK (raise_reason IS NOT NULL OR review_rank IS DISTINCT FROM 0),
  ADD CONSTRAINT release_taken CHECK ((taken_at IS NOT NULL) = (status = 'in-review')),
  -- A reviewer may give a release back.
  DROP CONSTRAINT release_transition,
  ADD CONSTRAINT release_transition CHECK ((COALESCE(previous_status, 'new') || ' -> ' || status) IN (
    'new -> draft', 'draft -> submitted', 'submitted -> in-review', 'in-review -> submitted', 'in-review -> approved',
    'in-review -> rejected', 'approved -> staged', 'approved -> live', 'staged -> live', 'staged -> halted',
    'staged -> superseded', 'live -> superseded', 'live -> halted', 'halted -> staged', 'halted -> live', 'superseded -> live'));
DROP INDEX release_review_queue;
CREATE INDEX release_review_queue ON release (review_rank, queued_at, id) WHERE review_rank IS NOT NULL;

-- Each refusal of a release, whatever becomes of it later.
CREATE TABLE rejection (
  id          uuid PRIMARY KEY,
  app_id      uuid NOT NULL,
  release_id  uuid NOT NULL,
  policies    text[] NOT NULL CONSTRAINT rejection_policies CHECK (cardinality(policies) >= 1 AND cardinality(policies) <= 5),
  message     text NOT NULL CONSTRAINT rejection_message CHECK (length(message) >= 1 AND length(message) <= 2000),
  rejected_by uuid NOT NULL,
  rejected_at timestamptz NOT NULL,
  CONSTRAINT rejection_release FOREIGN KEY (app_id, release_id) REFERENCES release (app_id, id)
);
CREATE INDEX rejection_by_release ON rejection (release_id, id);
-- Rejections from before: their id is the release's.
INSERT INTO rejection (id, app_id, release_id, policies, message, rejected_by, rejected_at)
  SELECT r.id, r.app_id, r.id, r.decision_policies, r.decision_message, r.reviewer_id, r.decided_at FROM release r WHERE r.status = 'rejected';

-- The page, the declarations and the packages that a reviewer decided on, so that what comes next can be held against it.
CREATE TABLE reviewed_content (
  release_id uuid PRIMARY KEY CONSTRAINT reviewed_content_release REFERENCES release (id),
  content    jsonb NOT NULL CONSTRAINT reviewed_content_object CHECK (jsonb_typeof(content) = 'object'),
  decided_at timestamptz NOT NULL
);

-- Down Migration

DROP TABLE reviewed_content;
DROP TABLE rejection;
DROP INDEX release_review_queue;
UPDATE release SET previous_status = 'draft' WHERE status = 'submitted';
ALTER TABLE release
  ADD COLUMN decision_policy text,
  DROP CONSTRAINT release_rejection_reason,
  DROP CONSTRAINT release_transition,
  ADD CONSTRAINT release_transition CHECK ((COALESCE(previous_status, 'new') || ' -> ' || status) IN (
    'new -> draft', 'draft -> submitted', 'submitted -> in-review', 'in-review -> approved', 'in-review -> rejected',
    'approved -> staged', 'approved -> live', 'staged -> live', 'staged -> halted', 'staged -> superseded',
    'live -> superseded', 'live -> halted', 'halted -> staged', 'halted -> live', 'superseded -> live'));
UPDATE release SET decision_policy = decision_policies[1];
ALTER TABLE release
  DROP CONSTRAINT release_taken,
  DROP CONSTRAINT release_raised,
  DROP CONSTRAINT release_in_queue,
  DROP CONSTRAINT release_queued,
  DROP COLUMN decision_policies,
  DROP COLUMN taken_at,
  DROP COLUMN raise_reason,
  DROP COLUMN held_by,
  DROP COLUMN queued_at,
  DROP COLUMN review_rank,
  ADD CONSTRAINT release_rejection_reason CHECK (status <> 'rejected' OR (decision_policy IS NOT NULL AND decision_message IS NOT NULL));
CREATE INDEX release_review_queue ON release (submitted_at, id) WHERE status IN ('submitted', 'in-review');

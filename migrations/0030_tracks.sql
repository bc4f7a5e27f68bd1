-- Up Migration

-- A release goes to the people of one track. `internal`, `open` and `production` are there for every app; any other name
-- is a closed track, which has a row.
CREATE TABLE closed_track (
  app_id     uuid NOT NULL CONSTRAINT closed_track_app REFERENCES app (id),
  name       text NOT NULL CONSTRAINT closed_track_name CHECK (
    name ~ '^[a-z0-9]+([-_][a-z0-9]+)*$' AND length(name) <= 50 AND name NOT IN ('internal', 'open', 'production')),
  created_by uuid NOT NULL,
  created_at timestamptz NOT NULL,
  CONSTRAINT closed_track_pk PRIMARY KEY (app_id, name)
);

-- Who gets the builds of the internal track and of closed ones. By address, because testers are invited before they
-- have an account.
CREATE TABLE track_tester (
  app_id   uuid NOT NULL CONSTRAINT track_tester_app REFERENCES app (id),
  track    text NOT NULL CONSTRAINT track_tester_track CHECK (track NOT IN ('open', 'production')),
  email    text NOT NULL CONSTRAINT track_tester_email CHECK (length(email) <= 254 AND email = lower(email)),
  added_at timestamptz NOT NULL,
  CONSTRAINT track_tester_pk PRIMARY KEY (app_id, track, email)
);
CREATE INDEX track_tester_by_email ON track_tester (email, app_id);

-- Each change of a track's testers takes the next number, for If-Match.
CREATE TABLE track_testers_version (
  app_id  uuid NOT NULL CONSTRAINT track_testers_version_app REFERENCES app (id),
  track   text NOT NULL,
  version integer NOT NULL CONSTRAINT track_testers_version_number CHECK (version >= 1),
  CONSTRAINT track_testers_version_pk PRIMARY KEY (app_id, track)
);

-- Who has joined the open track by themselves.
CREATE TABLE open_tester (
  app_id     uuid NOT NULL CONSTRAINT open_tester_app REFERENCES app (id),
  account_id uuid NOT NULL,
  joined_at  timestamptz NOT NULL,
  CONSTRAINT open_tester_pk PRIMARY KEY (account_id, app_id)
);

-- What the publisher rules out for an app beyond what its packages say.
CREATE TABLE app_device_rules (
  app_id          uuid NOT NULL CONSTRAINT app_device_rules_app REFERENCES app (id),
  min_ram_bytes   bigint CONSTRAINT app_device_rules_ram CHECK (min_ram_bytes > 0),
  excluded_models text[] NOT NULL CONSTRAINT app_device_rules_models CHECK (cardinality(excluded_models) <= 1000),
  version         integer NOT NULL CONSTRAINT app_device_rules_version CHECK (version >= 1),
  updated_at      timestamptz NOT NULL,
  CONSTRAINT app_device_rules_pk PRIMARY KEY (app_id)
);

ALTER TABLE release
  ADD COLUMN track           text NOT NULL DEFAULT 'production',
  ADD COLUMN name            text CONSTRAINT release_name CHECK (length(name) >= 1 AND length(name) <= 50),
  -- Thousandths of the track's people that it goes to.
  ADD COLUMN share           integer NOT NULL DEFAULT 1000 CONSTRAINT release_share CHECK (share >= 1 AND share <= 1000),
  -- Where the share came from, so that the database itself refuses to lower one.
  ADD COLUMN previous_share  integer,
  -- What accounts and devices are hashed with.
  ADD COLUMN rollout_salt    text NOT NULL DEFAULT '',
  -- {countries, includeRestOfWorld}; NULL: every market that the app is offered in.
  ADD COLUMN targeting       jsonb CONSTRAINT release_targeting CHECK (jsonb_typeof(targeting) = 'object'),
  ADD COLUMN update_priority smallint NOT NULL DEFAULT 0 CONSTRAINT release_update_priority CHECK (update_priority >= 0 AND update_priority <= 5),
  -- Approved, it waits for its publisher's word.
  ADD COLUMN managed         boolean NOT NULL DEFAULT false,
  ADD COLUMN version         integer NOT NULL DEFAULT 1 CONSTRAINT release_version CHECK (version >= 1),
  ADD CONSTRAINT release_share_rises CHECK (previous_share IS NULL OR previous_share < share),
  ADD CONSTRAINT release_of_app UNIQUE (app_id, id);
UPDATE release SET rollout_salt = id::text;

ALTER TABLE release
  DROP CONSTRAINT release_transition,
  ADD CONSTRAINT release_transition CHECK ((COALESCE(previous_status, 'new') || ' -> ' || status) IN (
    'new -> draft', 'draft -> submitted', 'submitted -> in-review', 'in-review -> approved', 'in-review -> rejected',
    'approved -> staged', 'approved -> live', 'staged -> live', 'staged -> halted', 'staged -> superseded',
    'live -> superseded', 'live -> halted', 'halted -> staged', 'halted -> live', 'superseded -> live')),
  DROP CONSTRAINT release_went_live,
  ADD CONSTRAINT release_went_live CHECK (status NOT IN ('staged', 'live', 'superseded', 'halted') OR live_at IS NOT NULL),
  -- What is live is what everybody on the track gets who gets nothing newer.
  ADD CONSTRAINT release_live_reaches_all CHECK (
    status <> 'live' OR (share = 1000 AND (targeting IS NULL OR (targeting ->> 'includeRestOfWorld')::boolean)));

DROP INDEX release_one_live;
DROP INDEX release_one_under_review;
CREATE UNIQUE INDEX release_one_live ON release (app_id, track) WHERE status = 'live';
CREATE UNIQUE INDEX release_one_staged ON release (app_id, track) WHERE status = 'staged';
CREATE UNIQUE INDEX release_one_under_review ON release (app_id, track) WHERE status IN ('submitted', 'in-review');

-- All packages of a release: one for each kind of device. `release.artifact_id` is the one with the highest version code,
-- which stands for the release in lists.
CREATE TABLE release_artifact (
  release_id  uuid NOT NULL,
  app_id      uuid NOT NULL,
  artifact_id uuid NOT NULL,
  CONSTRAINT release_artifact_pk PRIMARY KEY (release_id, artifact_id),
  CONSTRAINT release_artifact_release FOREIGN KEY (app_id, release_id) REFERENCES release (app_id, id),
  CONSTRAINT release_artifact_of_app FOREIGN KEY (app_id, artifact_id) REFERENCES artifact (app_id, id)
);
INSERT INTO release_artifact (release_id, app_id, artifact_id) SELECT r.id, r.app_id, r.artifact_id FROM release r;

-- Down Migration

DROP TABLE release_artifact;
ALTER TABLE release DROP CONSTRAINT release_transition;
-- What the older schema cannot say does not survive it: other tracks go, and what was staged was never all people's.
DELETE FROM release WHERE track <> 'production';
UPDATE release SET status = 'superseded', previous_status = 'live' WHERE status = 'staged';
UPDATE release SET previous_status = 'live' WHERE previous_status = 'staged';
UPDATE release SET previous_status = 'approved' WHERE status = 'live' AND previous_status = 'live';
DROP INDEX release_one_live;
DROP INDEX release_one_staged;
DROP INDEX release_one_under_review;
ALTER TABLE release
  ADD CONSTRAINT release_transition CHECK ((COALESCE(previous_status, 'new') || ' -> ' || status) IN (
    'new -> draft', 'draft -> submitted', 'submitted -> in-review', 'in-review -> approved', 'in-review -> rejected',
    'approved -> live', 'live -> superseded', 'live -> halted', 'halted -> live', 'superseded -> live')),
  DROP CONSTRAINT release_went_live,
  ADD CONSTRAINT release_went_live CHECK (status NOT IN ('live', 'superseded', 'halted') OR live_at IS NOT NULL),
  DROP CONSTRAINT release_live_reaches_all,
  DROP CONSTRAINT release_share_rises,
  DROP CONSTRAINT release_of_app,
  DROP COLUMN track,
  DROP COLUMN name,
  DROP COLUMN share,
  DROP COLUMN previous_share,
  DROP COLUMN rollout_salt,
  DROP COLUMN targeting,
  DROP COLUMN update_priority,
  DROP COLUMN managed,
  DROP COLUMN version;
CREATE UNIQUE INDEX release_one_live ON release (app_id) WHERE status = 'live';
CREATE UNIQUE INDEX release_one_under_review ON release (app_id) WHERE status IN ('submitted', 'in-review', 'approved');
DROP TABLE app_device_rules;
DROP TABLE open_tester;
DROP TABLE track_testers_version;
DROP TABLE track_tester;
DROP TABLE closed_track;

-- Up Migration

-- Testers of a publisher by a name, for the tracks of all its apps.
CREATE TABLE tester_group (
  id           uuid PRIMARY KEY,
  publisher_id uuid NOT NULL,
  name         text NOT NULL CONSTRAINT tester_group_name CHECK (length(name) >= 1 AND length(name) <= 100),
  version      integer NOT NULL CONSTRAINT tester_group_version CHECK (version >= 1),
  created_by   uuid NOT NULL,
  created_at   timestamptz NOT NULL,
  CONSTRAINT tester_group_name_unique UNIQUE (publisher_id, name)
);
CREATE INDEX tester_group_by_publisher ON tester_group (publisher_id, id);

CREATE TABLE tester_group_member (
  group_id uuid NOT NULL CONSTRAINT tester_group_member_group REFERENCES tester_group (id) ON DELETE CASCADE,
  email    text NOT NULL CONSTRAINT tester_group_member_email CHECK (length(email) <= 254 AND email = lower(email)),
  CONSTRAINT tester_group_member_pk PRIMARY KEY (group_id, email)
);
CREATE INDEX tester_group_member_by_email ON tester_group_member (email, group_id);

-- Groups of the app's publisher that are on a track.
CREATE TABLE track_tester_group (
  app_id   uuid NOT NULL CONSTRAINT track_tester_group_app REFERENCES app (id),
  track    text NOT NULL CONSTRAINT track_tester_group_track CHECK (track NOT IN ('open', 'production')),
  group_id uuid NOT NULL CONSTRAINT track_tester_group_group REFERENCES tester_group (id) ON DELETE CASCADE,
  CONSTRAINT track_tester_group_pk PRIMARY KEY (app_id, track, group_id)
);
CREATE INDEX track_tester_group_by_group ON track_tester_group (group_id);

-- Down Migration

DROP TABLE track_tester_group;
DROP TABLE tester_group_member;
DROP TABLE tester_group;

-- Up Migration

-- Where a role is too coarse: permissions in the publisher, and in single apps {"<app>": ["<permission>"]}.
ALTER TABLE publisher_member ADD COLUMN permissions text[] NOT NULL DEFAULT '{}'
  CONSTRAINT publisher_member_permissions_count CHECK (cardinality(permissions) <= 50);
ALTER TABLE publisher_member ADD COLUMN app_grants jsonb NOT NULL DEFAULT '{}'
  CONSTRAINT publisher_member_app_grants_object CHECK (jsonb_typeof(app_grants) = 'object');
ALTER TABLE publisher_member DROP CONSTRAINT publisher_member_roles;
ALTER TABLE publisher_member ADD CONSTRAINT publisher_member_roles CHECK (
  cardinality(roles) <= 5 AND roles <@ ARRAY['owner', 'admin', 'release-manager', 'finance', 'viewer']
);
ALTER TABLE publisher_member ADD CONSTRAINT publisher_member_may_something CHECK (
  cardinality(roles) + cardinality(permissions) > 0 OR app_grants <> '{}'
);

-- Down Migration

DELETE FROM publisher_member WHERE cardinality(roles) = 0;
ALTER TABLE publisher_member DROP CONSTRAINT publisher_member_may_something;
ALTER TABLE publisher_member DROP CONSTRAINT publisher_member_roles;
ALTER TABLE publisher_member ADD CONSTRAINT publisher_member_roles CHECK (
  cardinality(roles) >= 1 AND cardinality(roles) <= 5
  AND roles <@ ARRAY['owner', 'admin', 'release-manager', 'finance', 'viewer']
);
ALTER TABLE publisher_member DROP COLUMN app_grants;
ALTER TABLE publisher_member DROP COLUMN permissions;

-- Up Migration

-- An app on offer from one publisher to another.
CREATE TABLE app_transfer (
  id                uuid PRIMARY KEY,
  app_id            uuid NOT NULL CONSTRAINT app_transfer_app REFERENCES app (id),
  from_publisher_id uuid NOT NULL,
  to_publisher_id   uuid NOT NULL CONSTRAINT app_transfer_to_another CHECK (to_publisher_id <> from_publisher_id),
  offered_by        uuid NOT NULL,
  offered_at        timestamptz NOT NULL,
  expires_at        timestamptz NOT NULL,
  accepted_by       uuid,
  accepted_at       timestamptz,
  withdrawn_at      timestamptz,
  CONSTRAINT app_transfer_accepted_by CHECK ((accepted_at IS NULL) = (accepted_by IS NULL)),
  CONSTRAINT app_transfer_one_end CHECK (accepted_at IS NULL OR withdrawn_at IS NULL)
);
CREATE UNIQUE INDEX app_transfer_one_open ON app_transfer (app_id) WHERE accepted_at IS NULL AND withdrawn_at IS NULL;
CREATE INDEX app_transfer_by_receiver ON app_transfer (to_publisher_id, id);

-- Down Migration

DROP TABLE app_transfer;

-- Up Migration

-- What people who hold an app say of it: once each. The publisher may answer once, and staff may hide it.
CREATE TABLE app_rating (
  id            uuid PRIMARY KEY,
  app_id        uuid NOT NULL CONSTRAINT app_rating_app REFERENCES app (id),
  account_id    uuid NOT NULL,
  -- As the person was called when they wrote it.
  author        text NOT NULL CONSTRAINT app_rating_author CHECK (length(author) >= 1 AND length(author) <= 200),
  stars         smallint NOT NULL CONSTRAINT app_rating_stars CHECK (stars >= 1 AND stars <= 5),
  body          text CONSTRAINT app_rating_body CHECK (length(body) >= 1 AND length(body) <= 2000),
  locale        text NOT NULL CONSTRAINT app_rating_locale CHECK (length(locale) <= 20),
  written_at    timestamptz NOT NULL,
  edited_at     timestamptz NOT NULL,
  reply         text CONSTRAINT app_rating_reply CHECK (length(reply) >= 1 AND length(reply) <= 350),
  replied_at    timestamptz,
  hidden_at     timestamptz,
  hidden_reason text CONSTRAINT app_rating_hidden_reason CHECK (length(hidden_reason) >= 1 AND length(hidden_reason) <= 500),
  CONSTRAINT app_rating_one_each UNIQUE (app_id, account_id),
  CONSTRAINT app_rating_replied CHECK ((reply IS NULL) = (replied_at IS NULL)),
  CONSTRAINT app_rating_hidden CHECK ((hidden_at IS NULL) = (hidden_reason IS NULL))
);
CREATE INDEX app_rating_shown ON app_rating (app_id, edited_at DESC, id DESC) INCLUDE (stars) WHERE hidden_at IS NULL;

-- Down Migration

DROP TABLE app_rating;

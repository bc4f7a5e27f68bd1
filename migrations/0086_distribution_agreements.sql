-- Up Migration

CREATE TABLE agreement_version (
  version        integer PRIMARY KEY CONSTRAINT agreement_version_positive CHECK (version >= 1),
  effective_at   timestamptz NOT NULL,
  -- From then on an app of who has not accepted it is not offered.
  enforced_at    timestamptz NOT NULL,
  -- The requirement of libs/regions that asks for it.
  requirement_id uuid NOT NULL CONSTRAINT agreement_version_requirement_unique UNIQUE,
  published_by   uuid NOT NULL CONSTRAINT agreement_version_published_by REFERENCES account (id),
  published_at   timestamptz NOT NULL,
  CONSTRAINT agreement_version_grace CHECK (enforced_at >= effective_at)
);

CREATE TABLE agreement_text (
  version integer NOT NULL CONSTRAINT agreement_text_version REFERENCES agreement_version (version),
  locale  text NOT NULL CONSTRAINT agreement_text_locale CHECK (length(locale) <= 35),
  body    text NOT NULL CONSTRAINT agreement_text_length CHECK (length(body) >= 1 AND length(body) <= 90000),
  -- Of the body in UTF-8.
  sha256  text NOT NULL CONSTRAINT agreement_text_sha256 CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  CONSTRAINT agreement_text_pk PRIMARY KEY (version, locale),
  CONSTRAINT agreement_text_hash UNIQUE (version, locale, sha256)
);

-- Who accepted which text for whom. Never changed.
CREATE TABLE agreement_acceptance (
  publisher_id  uuid NOT NULL CONSTRAINT agreement_acceptance_publisher REFERENCES publisher (id),
  version       integer NOT NULL,
  locale        text NOT NULL,
  sha256        text NOT NULL,
  credential_id uuid NOT NULL CONSTRAINT agreement_acceptance_credential_unique UNIQUE,
  accepted_by   uuid NOT NULL CONSTRAINT agreement_acceptance_accepted_by REFERENCES account (id),
  accepted_at   timestamptz NOT NULL,
  CONSTRAINT agreement_acceptance_once PRIMARY KEY (publisher_id, version),
  CONSTRAINT agreement_acceptance_text FOREIGN KEY (version, locale, sha256) REFERENCES agreement_text (version, locale, sha256)
);
CREATE INDEX agreement_acceptance_by_version ON agreement_acceptance (version, publisher_id);

-- Down Migration

DROP TABLE agreement_acceptance;
DROP TABLE agreement_text;
DROP TABLE agreement_version;

-- Up Migration

CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE TABLE app (
  id                 uuid PRIMARY KEY,
  publisher_id       uuid NOT NULL,
  package_name       text NOT NULL CONSTRAINT app_package_name_length CHECK (length(package_name) >= 3 AND length(package_name) <= 255),
  default_locale     text NOT NULL,
  category           text NOT NULL CONSTRAINT app_category_kind CHECK (category LIKE 'app/%'),
  pricing            text NOT NULL CONSTRAINT app_pricing CHECK (pricing IN ('free', 'paid')),
  -- What the publisher declares about the content, in the words of the regions' attributes.
  declarations       jsonb NOT NULL CONSTRAINT app_declarations CHECK (jsonb_typeof(declarations) = 'object'),
  -- Pinned by the first artifact; SHA-256 of the signer's certificate, several joined by commas.
  signer             text,
  first_live_at      timestamptz,
  created_at         timestamptz NOT NULL,
  CONSTRAINT app_package_name_unique UNIQUE (package_name),
  CONSTRAINT app_signer_reference UNIQUE (id, signer)
);
CREATE INDEX app_by_publisher ON app (publisher_id, id);

CREATE TABLE app_listing (
  app_id            uuid NOT NULL CONSTRAINT app_listing_app REFERENCES app (id),
  locale            text NOT NULL CONSTRAINT app_listing_locale CHECK (length(locale) >= 2 AND length(locale) <= 16),
  title             text NOT NULL CONSTRAINT app_listing_title CHECK (length(title) >= 1 AND length(title) <= 50),
  short_description text NOT NULL CONSTRAINT app_listing_short CHECK (length(short_description) <= 80),
  full_description  text NOT NULL CONSTRAINT app_listing_full CHECK (length(full_description) <= 4000),
  version           integer NOT NULL CONSTRAINT app_listing_version CHECK (version >= 1),
  updated_at        timestamptz NOT NULL,
  -- `simple` because titles are names in a hundred languages: no stemming is right for all of them. `lower` first,
  -- because the dictionary lower-cases by the server's LC_CTYPE, which may be C, and `lower` by the database's locale.
  search            tsvector GENERATED ALWAYS AS (
    setweight(to_tsvector('simple'::regconfig, lower(title)), 'A') ||
    setweight(to_tsvector('simple'::regconfig, lower(short_description)), 'B')) STORED,
  CONSTRAINT app_listing_pk PRIMARY KEY (app_id, locale)
);
CREATE INDEX app_listing_search ON app_listing USING gin (search);
CREATE INDEX app_listing_title_trigrams ON app_listing USING gin (lower(title) gin_trgm_ops);

CREATE TABLE artifact (
  id           uuid PRIMARY KEY,
  app_id       uuid NOT NULL CONSTRAINT artifact_app REFERENCES app (id),
  sha256       text NOT NULL CONSTRAINT artifact_sha256 CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  size_bytes   bigint NOT NULL CONSTRAINT artifact_size CHECK (size_bytes > 0),
  file_key     text NOT NULL,
  version_code bigint NOT NULL CONSTRAINT artifact_version_code_sign CHECK (version_code >= 0),
  version_name text,
  signer       text NOT NULL,
  report       jsonb NOT NULL,
  uploaded_by  uuid NOT NULL,
  uploaded_at  timestamptz NOT NULL,
  CONSTRAINT artifact_sha256_unique UNIQUE (app_id, sha256),
  CONSTRAINT artifact_version_code_unique UNIQUE (app_id, version_code),
  CONSTRAINT artifact_of_app UNIQUE (app_id, id),
  -- Whatever races happen: no artifact under another signer than the one the app is pinned to.
  CONSTRAINT artifact_pinned_signer FOREIGN KEY (app_id, signer) REFERENCES app (id, signer)
);

CREATE TABLE release (
  id               uuid PRIMARY KEY,
  app_id           uuid NOT NULL CONSTRAINT release_app REFERENCES app (id),
  artifact_id      uuid NOT NULL,
  status           text NOT NULL,
  -- Where it came from, so that the database itself refuses a step that the life of a release does not have.
  previous_status  text,
  notes            jsonb NOT NULL CONSTRAINT release_notes CHECK (jsonb_typeof(notes) = 'object'),
  findings         jsonb NOT NULL CONSTRAINT release_findings CHECK (jsonb_typeof(findings) = 'array'),
  reviewer_id      uuid,
  decision_policy  text,
  decision_message text CONSTRAINT release_decision_message CHECK (length(decision_message) <= 2000),
  created_by       uuid NOT NULL,
  created_at       timestamptz NOT NULL,
  submitted_at     timestamptz,
  decided_at       timestamptz,
  live_at          timestamptz,
  CONSTRAINT release_artifact_of_app FOREIGN KEY (app_id, artifact_id) REFERENCES artifact (app_id, id),
  CONSTRAINT release_transition CHECK ((COALESCE(previous_status, 'new') || ' -> ' || status) IN (
    'new -> draft', 'draft -> submitted', 'submitted -> in-review', 'in-review -> approved', 'in-review -> rejected',
    'approved -> live', 'live -> superseded', 'live -> halted', 'halted -> live', 'superseded -> live')),
  CONSTRAINT release_submitted CHECK ((submitted_at IS NULL) = (status = 'draft')),
  CONSTRAINT release_reviewer CHECK ((reviewer_id IS NULL) = (status IN ('draft', 'submitted'))),
  CONSTRAINT release_decided CHECK ((decided_at IS NULL) = (status IN ('draft', 'submitted', 'in-review'))),
  CONSTRAINT release_rejection_reason CHECK (status <> 'rejected' OR (decision_policy IS NOT NULL AND decision_message IS NOT NULL)),
  CONSTRAINT release_went_live CHECK (status NOT IN ('live', 'superseded', 'halted') OR live_at IS NOT NULL)
);
CREATE UNIQUE INDEX release_one_live ON release (app_id) WHERE status = 'live';
CREATE UNIQUE INDEX release_one_under_review ON release (app_id) WHERE status IN ('submitted', 'in-review', 'approved');
CREATE INDEX release_by_app ON release (app_id, id DESC);
CREATE INDEX release_review_queue ON release (submitted_at, id) WHERE status IN ('submitted', 'in-review');

CREATE TABLE device (
  id           uuid PRIMARY KEY,
  publisher_id uuid NOT NULL,
  slug         text NOT NULL CONSTRAINT device_slug CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(slug) <= 80),
  category     text NOT NULL CONSTRAINT device_category_kind CHECK (category LIKE 'device/%'),
  attributes   jsonb NOT NULL CONSTRAINT device_attributes CHECK (jsonb_typeof(attributes) = 'object'),
  launch       jsonb,
  released_on  date,
  version      integer NOT NULL CONSTRAINT device_version CHECK (version >= 1),
  created_at   timestamptz NOT NULL,
  updated_at   timestamptz NOT NULL,
  CONSTRAINT device_slug_unique UNIQUE (slug)
);

CREATE TABLE device_name (
  device_id uuid NOT NULL CONSTRAINT device_name_device REFERENCES device (id),
  locale    text NOT NULL CONSTRAINT device_name_locale CHECK (length(locale) >= 2 AND length(locale) <= 16),
  name      text NOT NULL CONSTRAINT device_name_length CHECK (length(name) >= 1 AND length(name) <= 80),
  summary   text NOT NULL CONSTRAINT device_name_summary CHECK (length(summary) <= 200),
  search    tsvector GENERATED ALWAYS AS (
    setweight(to_tsvector('simple'::regconfig, lower(name)), 'A') ||
    setweight(to_tsvector('simple'::regconfig, lower(summary)), 'B')) STORED,
  CONSTRAINT device_name_pk PRIMARY KEY (device_id, locale)
);
CREATE INDEX device_name_search ON device_name USING gin (search);

-- How far a locale is from what a reader wants, in the order of his wishes: exactly it, its parent (`de` for
-- `de-AT`), or another form of the same language. NULL when it is nothing he asked for.
-- The same rule as `localeRank` in libs/catalog/src/domain/locale.ts; a test holds the two equal.
CREATE FUNCTION locale_rank(locale text, wanted text[]) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT min(w.place * 3 + CASE WHEN w.tag = locale THEN 0 WHEN w.tag LIKE locale || '-%' THEN 1 ELSE 2 END)::integer
    FROM unnest(wanted) WITH ORDINALITY AS w(tag, place)
   WHERE split_part(w.tag, '-', 1) = split_part(locale, '-', 1)
$$;

-- How well a name answers a search: all words found > the phrase somewhere inside (the only way in scripts without
-- spaces) > similar spelling. 0: not at all. `words` is the query as a tsquery, `phrase` the same in lower case.
CREATE FUNCTION search_score(search tsvector, name text, words tsquery, phrase text) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT GREATEST(
    CASE WHEN search @@ words THEN 400000 + (100000 * ts_rank(search, words))::integer ELSE 0 END,
    CASE WHEN position(phrase IN lower(name)) > 0 THEN 300000 ELSE 0 END,
    CASE WHEN word_similarity(phrase, lower(name)) >= 0.6 THEN (200000 * word_similarity(phrase, lower(name)))::integer ELSE 0 END)
    + CASE WHEN lower(name) = phrase THEN 500000 ELSE 0 END
$$;

-- Down Migration

DROP FUNCTION search_score(tsvector, text, tsquery, text);
DROP FUNCTION locale_rank(text, text[]);
DROP TABLE device_name;
DROP TABLE device;
DROP TABLE release;
DROP TABLE artifact;
DROP TABLE app_listing;
DROP TABLE app;
DROP EXTENSION IF EXISTS pg_trgm;

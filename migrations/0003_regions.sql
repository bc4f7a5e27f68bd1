-- Up Migration

-- Every rule row says when it holds in the world (valid_*) and when the store knew it (recorded_*), both half-open.
-- A version is never overwritten: a change ends its recorded range and adds what is known instead, so that any past
-- answer can be asked again. recorded_from is the instant of the region_change that wrote the version. A rule that
-- changes in the world has several spans under one id.

CREATE TABLE region_epoch (
  id         smallint PRIMARY KEY CONSTRAINT region_epoch_single CHECK (id = 1),
  epoch      bigint NOT NULL CONSTRAINT region_epoch_number CHECK (epoch >= 0),
  -- Drawn anew by every change. A number that was rolled back comes again with other rules; a token never does.
  token      uuid NOT NULL,
  changed_at timestamptz NOT NULL
);
INSERT INTO region_epoch (id, epoch, token, changed_at)
VALUES (1, 0, '00000000-0000-0000-0000-000000000000', '1970-01-01T00:00:00Z');

CREATE TABLE region_change (
  epoch      bigint NOT NULL CONSTRAINT region_change_pk PRIMARY KEY,
  at         timestamptz NOT NULL CONSTRAINT region_change_at UNIQUE,
  actor_kind text NOT NULL CONSTRAINT region_change_actor_kind CHECK (actor_kind IN ('account', 'system')),
  actor_id   text NOT NULL,
  kind       text NOT NULL CONSTRAINT region_change_kind CHECK (length(kind) >= 3 AND length(kind) <= 100),
  ids        text[] NOT NULL,
  -- What the items were when the epoch was raised: all answers of that moment can be worked out again.
  item_revision bigint NOT NULL
);

-- A market is never changed nor taken away: its slot is its place in every bitset.
CREATE TABLE market (
  code     text NOT NULL CONSTRAINT market_pk PRIMARY KEY
           CONSTRAINT market_code CHECK (code ~ '^[A-Z0-9]+(-[A-Z0-9]+)*$' AND length(code) <= 32),
  parent   text CONSTRAINT market_parent REFERENCES market (code) CONSTRAINT market_not_own_parent CHECK (parent <> code),
  name     text NOT NULL CONSTRAINT market_name CHECK (length(name) >= 1 AND length(name) <= 200),
  zone     text NOT NULL,
  slot     smallint NOT NULL CONSTRAINT market_slot UNIQUE CONSTRAINT market_slot_range CHECK (slot >= 0 AND slot < 512),
  added_at timestamptz NOT NULL
);

-- A status holds until the next one begins, so there is no valid_until.
CREATE TABLE market_status (
  version        uuid NOT NULL CONSTRAINT market_status_pk PRIMARY KEY,
  market         text NOT NULL CONSTRAINT market_status_market REFERENCES market (code),
  status         text NOT NULL CONSTRAINT market_status_known CHECK (status IN ('planned', 'open', 'suspended', 'closed')),
  valid_from     timestamptz NOT NULL,
  recorded_from  timestamptz NOT NULL,
  recorded_until timestamptz CONSTRAINT market_status_recorded CHECK (recorded_until > recorded_from)
);
CREATE UNIQUE INDEX market_status_current ON market_status (market, valid_from) WHERE recorded_until IS NULL;

CREATE TABLE market_currency (
  version        uuid NOT NULL CONSTRAINT market_currency_pk PRIMARY KEY,
  market         text NOT NULL CONSTRAINT market_currency_market REFERENCES market (code),
  currency       text NOT NULL CONSTRAINT market_currency_code CHECK (currency ~ '^[A-Z]{3}$'),
  valid_from     timestamptz,
  valid_until    timestamptz,
  recorded_from  timestamptz NOT NULL,
  recorded_until timestamptz CONSTRAINT market_currency_recorded CHECK (recorded_until > recorded_from),
  CONSTRAINT market_currency_valid CHECK (valid_from < valid_until)
);
CREATE UNIQUE INDEX market_currency_current ON market_currency (market, currency, valid_from) NULLS NOT DISTINCT
  WHERE recorded_until IS NULL;

CREATE TABLE market_group (
  code     text NOT NULL CONSTRAINT market_group_pk PRIMARY KEY
           CONSTRAINT market_group_code CHECK (code ~ '^[A-Z0-9]+(-[A-Z0-9]+)*$' AND length(code) <= 32),
  name     text NOT NULL CONSTRAINT market_group_name CHECK (length(name) >= 1 AND length(name) <= 200),
  -- Every market at every time; such a group has no member rows.
  everyone boolean NOT NULL,
  added_at timestamptz NOT NULL
);

CREATE TABLE market_group_member (
  version        uuid NOT NULL CONSTRAINT market_group_member_pk PRIMARY KEY,
  market_group   text NOT NULL CONSTRAINT market_group_member_group REFERENCES market_group (code),
  market         text NOT NULL CONSTRAINT market_group_member_market REFERENCES market (code),
  valid_from     timestamptz,
  valid_until    timestamptz,
  recorded_from  timestamptz NOT NULL,
  recorded_until timestamptz CONSTRAINT market_group_member_recorded CHECK (recorded_until > recorded_from),
  CONSTRAINT market_group_member_valid CHECK (valid_from < valid_until)
);
CREATE UNIQUE INDEX market_group_member_current ON market_group_member (market_group, market, valid_from) NULLS NOT DISTINCT
  WHERE recorded_until IS NULL;

-- Items have a counter of their own: publishing an app must not wait for purchases, as a rule change does.
CREATE TABLE region_item_revision (
  id         smallint PRIMARY KEY CONSTRAINT region_item_revision_single CHECK (id = 1),
  revision   bigint NOT NULL CONSTRAINT region_item_revision_number CHECK (revision >= 0),
  item_count integer NOT NULL CONSTRAINT region_item_revision_count CHECK (item_count >= 0)
);
INSERT INTO region_item_revision (id, revision, item_count) VALUES (1, 0, 0);

CREATE TABLE region_item (
  id           uuid NOT NULL CONSTRAINT region_item_pk PRIMARY KEY,
  -- Dense, from 0: the item's place in the bitsets.
  ordinal      integer NOT NULL CONSTRAINT region_item_ordinal UNIQUE CONSTRAINT region_item_ordinal_range CHECK (ordinal >= 0),
  kind         text NOT NULL CONSTRAINT region_item_kind CHECK (kind IN ('app', 'device', 'in-app-product')),
  category     text NOT NULL CONSTRAINT region_item_category CHECK (length(category) >= 1 AND length(category) <= 200),
  publisher_id uuid NOT NULL,
  attributes   jsonb NOT NULL CONSTRAINT region_item_attributes CHECK (jsonb_typeof(attributes) = 'object'),
  parent_id    uuid CONSTRAINT region_item_parent REFERENCES region_item (id),
  published    boolean NOT NULL,
  launch       jsonb,
  withdrawn    jsonb,
  free         boolean,
  prices       jsonb NOT NULL CONSTRAINT region_item_prices CHECK (jsonb_typeof(prices) = 'array'),
  revision     bigint NOT NULL,
  CONSTRAINT region_item_parent_kind CHECK (parent_id IS NULL OR kind = 'in-app-product')
);
CREATE INDEX region_item_by_revision ON region_item (revision);
CREATE INDEX region_item_by_parent ON region_item (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX region_item_by_publisher ON region_item (publisher_id, id);

-- What an item was like, for questions about the past.
CREATE TABLE region_item_history (
  item_id       uuid NOT NULL,
  revision      bigint NOT NULL,
  recorded_from timestamptz NOT NULL,
  item          jsonb NOT NULL,
  CONSTRAINT region_item_history_pk PRIMARY KEY (item_id, revision)
);
CREATE INDEX region_item_history_by_revision ON region_item_history (revision, recorded_from);

CREATE TABLE prohibition (
  version                   uuid NOT NULL CONSTRAINT prohibition_pk PRIMARY KEY,
  id                        uuid NOT NULL,
  type                      text NOT NULL CONSTRAINT prohibition_type CHECK (type ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(type) <= 60),
  items                     jsonb NOT NULL,
  markets                   text NOT NULL,
  covers_future_markets     boolean NOT NULL,
  written_at                timestamptz NOT NULL,
  actions                   text[] NOT NULL CONSTRAINT prohibition_actions
                            CHECK (cardinality(actions) >= 1 AND actions <@ ARRAY['list', 'acquire']),
  exempting_credential_type text,
  retention                 text NOT NULL CONSTRAINT prohibition_retention
                            CHECK (retention IN ('full', 'update-only', 'freeze', 'revoke')),
  legal_basis               text,
  authority_name            text,
  authority_url             text,
  visibility                text NOT NULL CONSTRAINT prohibition_visibility
                            CHECK (visibility IN ('public', 'publisher', 'staff', 'legal')),
  -- Why staff did it; never shown to anybody else.
  reason                    text NOT NULL CONSTRAINT prohibition_reason CHECK (length(reason) >= 1 AND length(reason) <= 2000),
  valid_from                timestamptz,
  valid_until               timestamptz,
  recorded_from             timestamptz NOT NULL,
  recorded_until            timestamptz CONSTRAINT prohibition_recorded CHECK (recorded_until > recorded_from),
  CONSTRAINT prohibition_valid CHECK (valid_from < valid_until),
  CONSTRAINT prohibition_authority CHECK (authority_url IS NULL OR authority_name IS NOT NULL)
);
CREATE UNIQUE INDEX prohibition_current ON prohibition (id, valid_from) NULLS NOT DISTINCT WHERE recorded_until IS NULL;

CREATE TABLE requirement (
  version               uuid NOT NULL CONSTRAINT requirement_pk PRIMARY KEY,
  id                    uuid NOT NULL,
  items                 jsonb NOT NULL,
  markets               text NOT NULL,
  covers_future_markets boolean NOT NULL,
  written_at            timestamptz NOT NULL,
  actions               text[] NOT NULL CONSTRAINT requirement_actions
                        CHECK (cardinality(actions) >= 1 AND actions <@ ARRAY['list', 'acquire', 'redownload', 'update', 'renew']),
  any_of                jsonb NOT NULL CONSTRAINT requirement_any_of CHECK (jsonb_array_length(any_of) >= 1),
  standards             text[] NOT NULL,
  enforcement           text NOT NULL CONSTRAINT requirement_enforcement CHECK (enforcement IN ('blocking', 'risk-gated', 'advisory')),
  missing_code          text NOT NULL CONSTRAINT requirement_missing_code CHECK (missing_code ~ '^[A-Z]+\.[A-Z][A-Z0-9_]*$'),
  legal_basis           text,
  visibility            text NOT NULL CONSTRAINT requirement_visibility
                        CHECK (visibility IN ('public', 'publisher', 'staff', 'legal')),
  valid_from            timestamptz,
  valid_until           timestamptz,
  recorded_from         timestamptz NOT NULL,
  recorded_until        timestamptz CONSTRAINT requirement_recorded CHECK (recorded_until > recorded_from),
  CONSTRAINT requirement_valid CHECK (valid_from < valid_until)
);
CREATE UNIQUE INDEX requirement_current ON requirement (id, valid_from) NULLS NOT DISTINCT WHERE recorded_until IS NULL;

CREATE TABLE deal (
  version        uuid NOT NULL CONSTRAINT deal_pk PRIMARY KEY,
  id             uuid NOT NULL,
  kind           text NOT NULL CONSTRAINT deal_kind
                 CHECK (kind IN ('licence', 'cross-licence', 'covenant', 'court-permission', 'assignment')),
  counterparty   text NOT NULL,
  title          text NOT NULL,
  valid_from     timestamptz,
  valid_until    timestamptz,
  recorded_from  timestamptz NOT NULL,
  recorded_until timestamptz CONSTRAINT deal_recorded CHECK (recorded_until > recorded_from),
  CONSTRAINT deal_valid CHECK (valid_from < valid_until)
);
CREATE UNIQUE INDEX deal_current ON deal (id, valid_from) NULLS NOT DISTINCT WHERE recorded_until IS NULL;

CREATE TABLE credential (
  version               uuid NOT NULL CONSTRAINT credential_pk PRIMARY KEY,
  id                    uuid NOT NULL,
  type                  text NOT NULL CONSTRAINT credential_type
                        CHECK (type ~ '^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$' AND length(type) <= 60),
  holder_publisher_id   uuid,
  issuer                text NOT NULL,
  number                text,
  items                 jsonb NOT NULL,
  markets               text NOT NULL,
  covers_future_markets boolean NOT NULL,
  written_at            timestamptz NOT NULL,
  standards             text[],
  status                text NOT NULL CONSTRAINT credential_status
                        CHECK (status IN ('draft', 'submitted', 'verified', 'rejected', 'suspended', 'revoked', 'lapsed')),
  -- Deals are versioned, so the reference is kept by the use case under the epoch's lock.
  deal_id               uuid,
  conditions            text[] NOT NULL,
  evidence              text,
  valid_from            timestamptz,
  valid_until           timestamptz,
  recorded_from         timestamptz NOT NULL,
  recorded_until        timestamptz CONSTRAINT credential_recorded CHECK (recorded_until > recorded_from),
  CONSTRAINT credential_valid CHECK (valid_from < valid_until)
);
CREATE UNIQUE INDEX credential_current ON credential (id, valid_from) NULLS NOT DISTINCT WHERE recorded_until IS NULL;

CREATE TABLE risk_acceptance (
  version               uuid NOT NULL CONSTRAINT risk_acceptance_pk PRIMARY KEY,
  id                    uuid NOT NULL,
  requirement_id        uuid NOT NULL,
  items                 jsonb NOT NULL,
  markets               text NOT NULL,
  covers_future_markets boolean NOT NULL,
  written_at            timestamptz NOT NULL,
  accepted_by           text NOT NULL,
  justification         text NOT NULL,
  valid_from            timestamptz,
  valid_until           timestamptz NOT NULL,
  recorded_from         timestamptz NOT NULL,
  recorded_until        timestamptz CONSTRAINT risk_acceptance_recorded CHECK (recorded_until > recorded_from),
  CONSTRAINT risk_acceptance_valid CHECK (valid_from < valid_until)
);
CREATE UNIQUE INDEX risk_acceptance_current ON risk_acceptance (id, valid_from) NULLS NOT DISTINCT WHERE recorded_until IS NULL;

CREATE TABLE offer_rule (
  version               uuid NOT NULL CONSTRAINT offer_rule_pk PRIMARY KEY,
  id                    uuid NOT NULL,
  side                  text NOT NULL CONSTRAINT offer_rule_side CHECK (side IN ('publisher', 'store')),
  publisher_id          uuid,
  category              text,
  item_id               uuid CONSTRAINT offer_rule_item REFERENCES region_item (id),
  markets               text NOT NULL,
  covers_future_markets boolean NOT NULL,
  written_at            timestamptz NOT NULL,
  actions               text[] NOT NULL CONSTRAINT offer_rule_actions
                        CHECK (cardinality(actions) >= 1 AND actions <@ ARRAY['list', 'acquire']),
  offered               boolean NOT NULL,
  valid_from            timestamptz,
  valid_until           timestamptz,
  recorded_from         timestamptz NOT NULL,
  recorded_until        timestamptz CONSTRAINT offer_rule_recorded CHECK (recorded_until > recorded_from),
  CONSTRAINT offer_rule_valid CHECK (valid_from < valid_until),
  CONSTRAINT offer_rule_publisher CHECK (side = 'store' OR publisher_id IS NOT NULL)
);
CREATE UNIQUE INDEX offer_rule_current ON offer_rule (id, valid_from) NULLS NOT DISTINCT WHERE recorded_until IS NULL;
-- One selection an item: two team members who save at once do not leave two that contradict each other.
CREATE UNIQUE INDEX offer_rule_selection ON offer_rule (item_id)
  WHERE side = 'publisher' AND valid_until IS NULL AND recorded_until IS NULL;

-- Down Migration

DROP TABLE offer_rule;
DROP TABLE risk_acceptance;
DROP TABLE credential;
DROP TABLE deal;
DROP TABLE requirement;
DROP TABLE prohibition;
DROP TABLE region_item_history;
DROP TABLE region_item;
DROP TABLE region_item_revision;
DROP TABLE market_group_member;
DROP TABLE market_group;
DROP TABLE market_currency;
DROP TABLE market_status;
DROP TABLE market;
DROP TABLE region_change;
DROP TABLE region_epoch;

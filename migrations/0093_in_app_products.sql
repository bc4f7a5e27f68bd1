-- Up Migration

-- The ids of what is sold inside an app. One namespace for all kinds, and an id is never free again: a purchase may name it.
CREATE TABLE product_id_claim (
  app_id     uuid NOT NULL CONSTRAINT product_id_claim_app REFERENCES app (id),
  product_id text NOT NULL CONSTRAINT product_id_claim_form
    CHECK (product_id ~ '^[a-z0-9][a-z0-9_.]*$' AND length(product_id) <= 139 AND product_id NOT LIKE 'android.test%'),
  kind       text NOT NULL CONSTRAINT product_id_claim_kind CHECK (kind IN ('one-time', 'subscription')),
  claimed_at timestamptz NOT NULL,
  CONSTRAINT product_id_claim_pk PRIMARY KEY (app_id, product_id),
  CONSTRAINT product_id_claim_of_kind UNIQUE (app_id, product_id, kind)
);

-- A product that is bought once. Its id is that of an item of regions.
CREATE TABLE in_app_product (
  id               uuid PRIMARY KEY,
  app_id           uuid NOT NULL,
  sku              text NOT NULL,
  kind             text NOT NULL DEFAULT 'one-time' CONSTRAINT in_app_product_kind CHECK (kind = 'one-time'),
  status           text NOT NULL CONSTRAINT in_app_product_status CHECK (status IN ('active', 'inactive')),
  default_locale   text NOT NULL CONSTRAINT in_app_product_locale CHECK (length(default_locale) >= 2 AND length(default_locale) <= 16),
  -- By locale: title and description.
  listings         jsonb NOT NULL CONSTRAINT in_app_product_listings CHECK (jsonb_typeof(listings) = 'object' AND listings ? default_locale),
  -- Minor units.
  default_amount   bigint NOT NULL CONSTRAINT in_app_product_amount CHECK (default_amount > 0),
  default_currency text NOT NULL CONSTRAINT in_app_product_currency CHECK (default_currency ~ '^[A-Z]{3}$'),
  version          integer NOT NULL CONSTRAINT in_app_product_version CHECK (version >= 1),
  created_at       timestamptz NOT NULL,
  updated_at       timestamptz NOT NULL,
  deleted_at       timestamptz,
  CONSTRAINT in_app_product_once UNIQUE (app_id, sku),
  CONSTRAINT in_app_product_claim FOREIGN KEY (app_id, sku, kind) REFERENCES product_id_claim (app_id, product_id, kind)
);

CREATE TABLE in_app_product_price (
  product_id uuid NOT NULL CONSTRAINT in_app_product_price_product REFERENCES in_app_product (id),
  region     text NOT NULL CONSTRAINT in_app_product_price_region CHECK (length(region) <= 32),
  -- Minor units.
  amount     bigint NOT NULL CONSTRAINT in_app_product_price_amount CHECK (amount > 0),
  currency   text NOT NULL CONSTRAINT in_app_product_price_currency CHECK (currency ~ '^[A-Z]{3}$'),
  -- Worked out from the default price, and worked out anew with it.
  converted  boolean NOT NULL,
  CONSTRAINT in_app_product_price_pk PRIMARY KEY (product_id, region)
);

-- Down Migration

DROP TABLE in_app_product_price;
DROP TABLE in_app_product;
DROP TABLE product_id_claim;

-- Up Migration

-- What is paid for again and again inside an app. Its base plans are drafts: none can be bought.
CREATE TABLE app_subscription (
  id         uuid PRIMARY KEY,
  app_id     uuid NOT NULL,
  product_id text NOT NULL CONSTRAINT app_subscription_product_id CHECK (length(product_id) <= 40),
  kind       text NOT NULL DEFAULT 'subscription' CONSTRAINT app_subscription_kind CHECK (kind = 'subscription'),
  -- In the order in which they were given.
  listings   jsonb NOT NULL CONSTRAINT app_subscription_listings CHECK (jsonb_typeof(listings) = 'array'),
  base_plans jsonb NOT NULL CONSTRAINT app_subscription_base_plans CHECK (jsonb_typeof(base_plans) = 'array'),
  version    integer NOT NULL CONSTRAINT app_subscription_version CHECK (version >= 1),
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  CONSTRAINT app_subscription_once UNIQUE (app_id, product_id),
  CONSTRAINT app_subscription_claim FOREIGN KEY (app_id, product_id, kind) REFERENCES product_id_claim (app_id, product_id, kind)
);

-- Down Migration

DROP TABLE app_subscription;

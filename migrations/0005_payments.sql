-- Up Migration

-- One row an item: whoever changes its prices holds this row, so that two writers take turns and the facts that
-- regions are told never lag behind the prices.
CREATE TABLE price_list (
  item_id  uuid PRIMARY KEY,
  revision bigint NOT NULL
);

-- A price holds from its instant until the next row of the same item and market: ranges that cannot overlap need no
-- exclusion constraint, which not every Postgres-compatible engine has. A row without an amount ends a price.
CREATE TABLE price (
  id            uuid PRIMARY KEY,
  item_id       uuid NOT NULL CONSTRAINT price_item REFERENCES price_list (item_id),
  market        text NOT NULL,
  valid_from    timestamptz NOT NULL,
  amount        bigint,
  currency      text,
  tax_inclusive boolean NOT NULL,
  CONSTRAINT price_one_at_a_time UNIQUE (item_id, market, valid_from),
  CONSTRAINT price_amount CHECK ((amount IS NULL) = (currency IS NULL) AND (amount IS NULL OR amount > 0))
);

CREATE TABLE customer_order (
  id                uuid PRIMARY KEY,
  account_id        uuid NOT NULL,
  idempotency_key   text NOT NULL CONSTRAINT customer_order_key_length
    CHECK (length(idempotency_key) >= 1 AND length(idempotency_key) <= 200),
  -- SHA-256 of market and items: the same key with another basket is refused even after the stored answer is gone.
  fingerprint       text NOT NULL,
  market            text NOT NULL,
  currency          text NOT NULL,
  total_amount      bigint NOT NULL CONSTRAINT customer_order_total CHECK (total_amount >= 0),
  captured_amount   bigint NOT NULL DEFAULT 0,
  -- Refunds that are on their way count: the sum of what has been promised never exceeds what came in.
  refunded_amount   bigint NOT NULL DEFAULT 0,
  status            text NOT NULL,
  status_before     text,
  payment_intent_id text CONSTRAINT customer_order_payment_intent UNIQUE,
  failure_code      text,
  failure_detail    text,
  -- The epoch of the rules under which the purchase was allowed.
  decided_epoch     bigint NOT NULL,
  placed_at         timestamptz NOT NULL,
  expires_at        timestamptz NOT NULL,
  fulfilled_at      timestamptz,
  closed_at         timestamptz,
  -- When the sweeper asks the provider next; null once nothing is open.
  sweep_at          timestamptz,
  sweeps            integer NOT NULL DEFAULT 0,
  CONSTRAINT customer_order_idempotency UNIQUE (account_id, idempotency_key),
  CONSTRAINT customer_order_captured CHECK (captured_amount >= 0 AND captured_amount <= total_amount),
  CONSTRAINT customer_order_refunded CHECK (refunded_amount >= 0 AND refunded_amount <= captured_amount),
  -- Nothing is given for less than its whole price.
  CONSTRAINT customer_order_paid_in_full CHECK (
    captured_amount = total_amount
    OR (fulfilled_at IS NULL AND status IN ('pending', 'awaiting-payment', 'failed', 'expired'))
  ),
  CONSTRAINT customer_order_refunded_in_full CHECK (status <> 'refunded' OR refunded_amount = captured_amount),
  CONSTRAINT customer_order_status CHECK (coalesce(status_before, '') || '>' || status IN (
    '>pending',
    'pending>awaiting-payment', 'pending>paid', 'pending>refunding', 'pending>failed', 'pending>expired',
    'awaiting-payment>paid', 'awaiting-payment>refunding', 'awaiting-payment>failed', 'awaiting-payment>expired',
    'expired>refunding', 'failed>refunding',
    'paid>refunding',
    'refunding>refunded', 'refunding>partially-refunded', 'refunding>paid', 'refunding>refund-failed',
    'refund-failed>refunding',
    'partially-refunded>refunding', 'partially-refunded>paid', 'partially-refunded>refund-failed',
    'refunded>paid', 'refunded>partially-refunded', 'refunded>refund-failed'
  ))
);
CREATE INDEX customer_order_by_account ON customer_order (account_id, placed_at DESC, id DESC);
CREATE INDEX customer_order_to_sweep ON customer_order (sweep_at) WHERE sweep_at IS NOT NULL;

CREATE TABLE order_line (
  id            uuid PRIMARY KEY,
  order_id      uuid NOT NULL CONSTRAINT order_line_order REFERENCES customer_order (id),
  position      integer NOT NULL,
  item_id       uuid NOT NULL,
  kind          text NOT NULL CONSTRAINT order_line_kind CHECK (kind IN ('app', 'device')),
  -- Title, publisher and amount as they were when the order was placed.
  title         text NOT NULL,
  publisher_id  uuid NOT NULL,
  amount        bigint NOT NULL CONSTRAINT order_line_amount CHECK (amount >= 0),
  tax_inclusive boolean NOT NULL,
  CONSTRAINT order_line_item UNIQUE (order_id, item_id),
  CONSTRAINT order_line_position UNIQUE (order_id, position)
);

CREATE TABLE entitlement (
  id            uuid PRIMARY KEY,
  account_id    uuid NOT NULL,
  item_id       uuid NOT NULL,
  order_id      uuid NOT NULL CONSTRAINT entitlement_order REFERENCES customer_order (id),
  status        text NOT NULL,
  status_before text,
  granted_at    timestamptz NOT NULL,
  changed_at    timestamptz NOT NULL,
  reason        text,
  CONSTRAINT entitlement_status CHECK (coalesce(status_before, '') || '>' || status IN (
    '>active',
    'active>suspended', 'active>revoked',
    'suspended>active', 'suspended>revoked'
  ))
);
-- Owned once, however many orders, deliveries and retries there are.
CREATE UNIQUE INDEX entitlement_live ON entitlement (account_id, item_id) WHERE status <> 'revoked';
CREATE INDEX entitlement_by_order ON entitlement (order_id);
CREATE INDEX entitlement_library ON entitlement (account_id, granted_at DESC, id DESC) WHERE status <> 'revoked';

CREATE TABLE refund (
  id               uuid PRIMARY KEY,
  order_id         uuid NOT NULL CONSTRAINT refund_order REFERENCES customer_order (id),
  -- Who asked and with which key; the store's own refunds have a key of their own making.
  requested_by     text NOT NULL,
  idempotency_key  text NOT NULL CONSTRAINT refund_key_length
    CHECK (length(idempotency_key) >= 1 AND length(idempotency_key) <= 200),
  amount           bigint NOT NULL CONSTRAINT refund_amount CHECK (amount > 0),
  reason           text NOT NULL,
  status           text NOT NULL,
  status_before    text,
  stripe_refund_id text CONSTRAINT refund_stripe UNIQUE,
  failure_code     text,
  requested_at     timestamptz NOT NULL,
  settled_at       timestamptz,
  sweep_at         timestamptz,
  sweeps           integer NOT NULL DEFAULT 0,
  CONSTRAINT refund_idempotency UNIQUE (order_id, requested_by, idempotency_key),
  CONSTRAINT refund_status CHECK (coalesce(status_before, '') || '>' || status IN (
    '>requested',
    'requested>submitted', 'requested>succeeded', 'requested>failed',
    'submitted>succeeded', 'submitted>failed',
    'succeeded>failed'
  ))
);
CREATE INDEX refund_by_order ON refund (order_id, requested_at);
CREATE INDEX refund_to_sweep ON refund (sweep_at) WHERE sweep_at IS NOT NULL;

CREATE TABLE inbox_event (
  id           uuid PRIMARY KEY,
  source       text NOT NULL,
  external_id  text NOT NULL,
  type         text NOT NULL,
  -- What it is about; the object itself is fetched again, because what the event says of it may be old.
  object_type  text NOT NULL,
  object_id    text,
  payment_id   text,
  -- Not jsonb: that refuses some texts that JSON allows, and what is signed has to be taken.
  payload      json NOT NULL,
  received_at  timestamptz NOT NULL,
  processed_at timestamptz,
  outcome      text,
  CONSTRAINT inbox_event_once UNIQUE (source, external_id)
);
CREATE INDEX inbox_event_by_age ON inbox_event (received_at);

-- Down Migration

DROP TABLE inbox_event;
DROP TABLE refund;
DROP TABLE entitlement;
DROP TABLE order_line;
DROP TABLE customer_order;
DROP TABLE price;
DROP TABLE price_list;

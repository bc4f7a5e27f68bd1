-- Up Migration

-- The home market of the buyer when the order was placed: what pays for it is judged by that. Null: the account had none, or
-- the order was placed before this was kept.
ALTER TABLE customer_order
  ADD COLUMN home_market text
    CONSTRAINT customer_order_home_form CHECK (home_market ~ '^[A-Z]{2}(-[A-Z0-9]{1,3})?$');

-- Down Migration

ALTER TABLE customer_order DROP COLUMN home_market;

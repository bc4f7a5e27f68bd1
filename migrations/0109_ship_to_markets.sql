-- Up Migration

-- The market that the devices of an order are sent to. Null: the order has none, or was placed before it was asked.
ALTER TABLE customer_order
  ADD COLUMN ship_to_market text
    CONSTRAINT customer_order_ship_to_form CHECK (ship_to_market ~ '^[A-Z]{2}(-[A-Z0-9]{1,3})?$');

-- Down Migration

ALTER TABLE customer_order DROP COLUMN ship_to_market;

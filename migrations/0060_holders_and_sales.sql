-- Up Migration

-- Who has an item: asked for each preview that closes something.
CREATE INDEX entitlement_by_item ON entitlement (item_id) WHERE status = 'active';
-- What was sold in a market since a day: asked for the revenue that is at stake.
CREATE INDEX customer_order_sold ON customer_order (market, fulfilled_at) WHERE fulfilled_at IS NOT NULL;

-- Down Migration

DROP INDEX customer_order_sold;
DROP INDEX entitlement_by_item;

-- Up Migration

-- The same as `shelfRank` in libs/catalog/src/domain/shelf-rank.ts; a test holds the two equal.
CREATE FUNCTION shelf_rank(first_seen timestamptz) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT greatest(0, floor(extract(epoch FROM first_seen)) - 1577836800)::bigint
$$;

-- Where an item stands in lists, highest first; told by its owner: the second of its first day in the store, counted from 2020.
ALTER TABLE region_item ADD COLUMN rank integer NOT NULL DEFAULT 0 CONSTRAINT region_item_rank CHECK (rank >= 0);
UPDATE region_item AS i SET rank = shelf_rank(a.first_live_at)::integer
  FROM app a WHERE a.id = i.id AND a.first_live_at IS NOT NULL;
UPDATE region_item AS i SET rank = shelf_rank(d.created_at)::integer
  FROM device d WHERE d.id = i.id;

-- The last change of anything that a list shows of the item: what regions decides by, and texts and prices besides, which
-- leave `revision` as it is. Both count by `region_item_revision`.
ALTER TABLE region_item ADD COLUMN shown_revision bigint NOT NULL DEFAULT 0;
UPDATE region_item SET shown_revision = revision;
CREATE INDEX region_item_by_shown_revision ON region_item (shown_revision);

-- Every process reads on from the last change that it knows.
CREATE INDEX prohibition_recorded_from ON prohibition (recorded_from);
CREATE INDEX prohibition_recorded_until ON prohibition (recorded_until) WHERE recorded_until IS NOT NULL;
CREATE INDEX requirement_recorded_from ON requirement (recorded_from);
CREATE INDEX requirement_recorded_until ON requirement (recorded_until) WHERE recorded_until IS NOT NULL;
CREATE INDEX credential_recorded_from ON credential (recorded_from);
CREATE INDEX credential_recorded_until ON credential (recorded_until) WHERE recorded_until IS NOT NULL;
CREATE INDEX deal_recorded_from ON deal (recorded_from);
CREATE INDEX deal_recorded_until ON deal (recorded_until) WHERE recorded_until IS NOT NULL;
CREATE INDEX risk_acceptance_recorded_from ON risk_acceptance (recorded_from);
CREATE INDEX risk_acceptance_recorded_until ON risk_acceptance (recorded_until) WHERE recorded_until IS NOT NULL;
CREATE INDEX offer_rule_recorded_from ON offer_rule (recorded_from);
CREATE INDEX offer_rule_recorded_until ON offer_rule (recorded_until) WHERE recorded_until IS NOT NULL;
-- The rules about more than one item are few; those about one are asked for by their item.
CREATE INDEX offer_rule_of_many ON offer_rule (recorded_from) WHERE side = 'store' OR item_id IS NULL;
CREATE INDEX offer_rule_by_item ON offer_rule (item_id) WHERE side = 'publisher' AND recorded_until IS NULL;

-- The order of lists by name: read along the index in bounded pieces.
CREATE INDEX app_listing_by_title ON app_listing (lower(title), app_id);
CREATE INDEX device_name_by_name ON device_name (lower(name), device_id);

-- Down Migration

DROP INDEX device_name_by_name;
DROP INDEX app_listing_by_title;
DROP INDEX offer_rule_by_item;
DROP INDEX offer_rule_of_many;
DROP INDEX offer_rule_recorded_until;
DROP INDEX offer_rule_recorded_from;
DROP INDEX risk_acceptance_recorded_until;
DROP INDEX risk_acceptance_recorded_from;
DROP INDEX deal_recorded_until;
DROP INDEX deal_recorded_from;
DROP INDEX credential_recorded_until;
DROP INDEX credential_recorded_from;
DROP INDEX requirement_recorded_until;
DROP INDEX requirement_recorded_from;
DROP INDEX prohibition_recorded_until;
DROP INDEX prohibition_recorded_from;
DROP INDEX region_item_by_shown_revision;
ALTER TABLE region_item DROP COLUMN shown_revision;
ALTER TABLE region_item DROP COLUMN rank;
DROP FUNCTION shelf_rank(timestamptz);

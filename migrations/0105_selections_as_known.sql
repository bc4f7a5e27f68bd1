-- Up Migration

-- What publishers said about single items is asked of the past, too.
DROP INDEX offer_rule_by_item;
CREATE INDEX offer_rule_by_item ON offer_rule (item_id) WHERE side = 'publisher' AND item_id IS NOT NULL;

-- Down Migration

DROP INDEX offer_rule_by_item;
CREATE INDEX offer_rule_by_item ON offer_rule (item_id) WHERE side = 'publisher' AND recorded_until IS NULL;

-- Up Migration

-- What publishers said about single items is asked of the past, too. The old index goes last: nobody can read while it does.
CREATE INDEX offer_rule_of_item ON offer_rule (item_id) WHERE side = 'publisher' AND item_id IS NOT NULL;
DROP INDEX offer_rule_by_item;

-- Down Migration

CREATE INDEX offer_rule_by_item ON offer_rule (item_id) WHERE side = 'publisher' AND recorded_until IS NULL;
DROP INDEX offer_rule_of_item;

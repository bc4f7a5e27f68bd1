-- Up Migration

-- Whether a rule was ever there is asked before it is named anew. The index of what is known now does not hold what is known no
-- longer, and a million selections were read through for each edit.
CREATE INDEX offer_rule_past ON offer_rule (id) WHERE recorded_until IS NOT NULL;
CREATE INDEX credential_past ON credential (id) WHERE recorded_until IS NOT NULL;

-- Down Migration

DROP INDEX credential_past;
DROP INDEX offer_rule_past;

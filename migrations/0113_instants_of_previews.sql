-- Up Migration

-- preview_instants: which later instants the preview compared, where there were too many for all of them; null: all that there are.
-- preview_turn: the first of them from which on the effect is another one.
ALTER TABLE change_set ADD COLUMN preview_instants timestamptz[], ADD COLUMN preview_turn timestamptz;

-- Down Migration

ALTER TABLE change_set DROP COLUMN preview_instants, DROP COLUMN preview_turn;

-- Up Migration

-- Whether a set is, or ever was, about what is kept for the role legal: its title, reason and ticket are of that time, whatever edits
-- it has by now. Sets that were written before are found out by their edits, and marked when they next move.
ALTER TABLE change_set ADD COLUMN sealed boolean NOT NULL DEFAULT false;

-- Down Migration

ALTER TABLE change_set DROP COLUMN sealed;

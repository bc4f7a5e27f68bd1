-- Up Migration

-- A hidden rating that its author took back leaves a blank row: what they write next is hidden, too.
ALTER TABLE app_rating
  ADD COLUMN withdrawn_at timestamptz,
  ADD CONSTRAINT app_rating_withdrawn CHECK (withdrawn_at IS NULL OR (hidden_at IS NOT NULL AND body IS NULL AND reply IS NULL));

-- Whoever rejected a release once decides no appeal about it, and does not reject it again. The app's lock keeps both in a row.
CREATE FUNCTION appeal_decided_by_no_rejecter() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM rejection j JOIN rejection o ON o.release_id = j.release_id
              WHERE j.id = COALESCE(NEW.rejection_id, (SELECT s.rejection_id FROM strike s WHERE s.id = NEW.strike_id))
                AND o.rejected_by = NEW.decided_by) THEN
    RAISE EXCEPTION 'somebody else decides an appeal' USING ERRCODE = 'check_violation', CONSTRAINT = 'appeal_decided_by_no_rejecter';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER appeal_decided_by_no_rejecter BEFORE UPDATE ON appeal
  FOR EACH ROW WHEN (NEW.decided_by IS NOT NULL) EXECUTE FUNCTION appeal_decided_by_no_rejecter();
CREATE FUNCTION rejection_by_another() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM rejection j WHERE j.release_id = NEW.release_id AND j.rejected_by = NEW.rejected_by) THEN
    RAISE EXCEPTION 'somebody else reviews a release again' USING ERRCODE = 'check_violation', CONSTRAINT = 'rejection_by_another';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER rejection_by_another BEFORE INSERT ON rejection FOR EACH ROW EXECUTE FUNCTION rejection_by_another();

-- Down Migration

DROP TRIGGER rejection_by_another ON rejection;
DROP FUNCTION rejection_by_another();
DROP TRIGGER appeal_decided_by_no_rejecter ON appeal;
DROP FUNCTION appeal_decided_by_no_rejecter();
DELETE FROM app_rating WHERE withdrawn_at IS NOT NULL;
ALTER TABLE app_rating DROP COLUMN withdrawn_at;

-- Up Migration

-- A key may be changed once its successor is vouched for by it. The keys before stay known: no package may come back to
-- one, and every later package has to bring the whole history, or devices that have an old one would refuse it.
ALTER TABLE app
  ADD COLUMN previous_signers text[] NOT NULL DEFAULT '{}',
  ADD CONSTRAINT app_signer_not_previous CHECK (signer IS NULL OR NOT signer = ANY (previous_signers)),
  ADD CONSTRAINT app_previous_signers_count CHECK (cardinality(previous_signers) <= 20);

CREATE FUNCTION app_signer_moves_forward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.signer IS NULL THEN RETURN NEW; END IF;
  IF NEW.signer IS DISTINCT FROM OLD.signer THEN
    IF NEW.signer IS NULL OR NEW.previous_signers IS DISTINCT FROM OLD.previous_signers || OLD.signer THEN
      RAISE EXCEPTION 'the signer of an app moves forward only'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'app_signer_moves_forward';
    END IF;
  ELSIF NEW.previous_signers IS DISTINCT FROM OLD.previous_signers THEN
    RAISE EXCEPTION 'the former signers of an app stay'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'app_signer_moves_forward';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER app_signer_moves_forward BEFORE UPDATE OF signer, previous_signers ON app
  FOR EACH ROW EXECUTE FUNCTION app_signer_moves_forward();

-- Artifacts that are there keep the signer that they had; a new one has the signer that the app has now, whatever races.
ALTER TABLE artifact DROP CONSTRAINT artifact_pinned_signer;
ALTER TABLE app DROP CONSTRAINT app_signer_reference;
CREATE FUNCTION artifact_pinned_signer() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE pinned text;
BEGIN
  SELECT a.signer INTO pinned FROM app a WHERE a.id = NEW.app_id FOR SHARE;
  IF pinned IS DISTINCT FROM NEW.signer THEN
    RAISE EXCEPTION 'the app is pinned to another signer'
      USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'artifact_pinned_signer', TABLE = 'artifact';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER artifact_pinned_signer BEFORE INSERT OR UPDATE OF app_id, signer ON artifact
  FOR EACH ROW EXECUTE FUNCTION artifact_pinned_signer();

-- Down Migration

DROP TRIGGER artifact_pinned_signer ON artifact;
DROP FUNCTION artifact_pinned_signer();
DROP TRIGGER app_signer_moves_forward ON app;
DROP FUNCTION app_signer_moves_forward();
ALTER TABLE app ADD CONSTRAINT app_signer_reference UNIQUE (id, signer);
-- Fails where a key was changed: the rule before knew one key for each app.
ALTER TABLE artifact
  ADD CONSTRAINT artifact_pinned_signer FOREIGN KEY (app_id, signer) REFERENCES app (id, signer);
ALTER TABLE app
  DROP CONSTRAINT app_previous_signers_count,
  DROP CONSTRAINT app_signer_not_previous,
  DROP COLUMN previous_signers;

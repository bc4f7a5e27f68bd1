-- Up Migration

-- Somebody about to sign in by a passkey alone: who it is, the passkey says.
ALTER TABLE factor_challenge
  ALTER COLUMN account_id DROP NOT NULL,
  DROP CONSTRAINT factor_challenge_purpose,
  ADD CONSTRAINT factor_challenge_purpose CHECK (purpose IN ('sign-in', 'add-passkey', 'passkey-sign-in')),
  ADD CONSTRAINT factor_challenge_whose CHECK ((account_id IS NULL) = (purpose = 'passkey-sign-in'));

-- Down Migration

DELETE FROM factor_challenge WHERE account_id IS NULL;
ALTER TABLE factor_challenge
  DROP CONSTRAINT factor_challenge_whose,
  DROP CONSTRAINT factor_challenge_purpose,
  ADD CONSTRAINT factor_challenge_purpose CHECK (purpose IN ('sign-in', 'add-passkey')),
  ALTER COLUMN account_id SET NOT NULL;

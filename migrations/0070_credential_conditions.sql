-- Up Migration

-- What a credential obliges to, with the day by which it has to be met. It changes no answer.
CREATE TABLE credential_condition (
  id            uuid CONSTRAINT credential_condition_pk PRIMARY KEY,
  credential_id uuid NOT NULL,
  -- Counts from 1, so that a credential has so many at most, whoever adds at the same time.
  number        integer NOT NULL CONSTRAINT credential_condition_most CHECK (number BETWEEN 1 AND 50),
  text          text NOT NULL CONSTRAINT credential_condition_text CHECK (length(text) BETWEEN 1 AND 500),
  due_at        timestamptz NOT NULL,
  added_by      text NOT NULL,
  added_at      timestamptz NOT NULL,
  met_by        text,
  met_at        timestamptz,
  met_because   text CONSTRAINT credential_condition_because CHECK (length(met_because) BETWEEN 1 AND 2000),
  CONSTRAINT credential_condition_number UNIQUE (credential_id, number),
  CONSTRAINT credential_condition_met CHECK ((met_at IS NULL) = (met_by IS NULL) AND (met_at IS NULL) = (met_because IS NULL))
);
CREATE INDEX credential_condition_due ON credential_condition (due_at, id) WHERE met_at IS NULL;

-- Down Migration

DROP TABLE credential_condition;

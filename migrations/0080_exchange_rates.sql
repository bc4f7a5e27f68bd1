-- Up Migration

-- What a euro was worth, day by day and by whose word. A second word of the same source about the same day corrects the first.
CREATE TABLE exchange_rate (
  currency    text NOT NULL CONSTRAINT exchange_rate_currency CHECK (currency ~ '^[A-Z]{3}$' AND currency <> 'EUR'),
  observed_on date NOT NULL,
  source      text NOT NULL CONSTRAINT exchange_rate_source CHECK (length(source) >= 1 AND length(source) <= 100),
  per_euro    numeric(24, 12) NOT NULL CONSTRAINT exchange_rate_positive CHECK (per_euro > 0),
  recorded_at timestamptz NOT NULL,
  recorded_by uuid NOT NULL,
  CONSTRAINT exchange_rate_pk PRIMARY KEY (currency, observed_on, source)
);

-- Down Migration

DROP TABLE exchange_rate;

-- Up Migration

-- A market that is called something else keeps what it was called. Without a row it has the name that it was added with.
CREATE TABLE market_name (
  version        uuid NOT NULL CONSTRAINT market_name_pk PRIMARY KEY,
  market         text NOT NULL CONSTRAINT market_name_market REFERENCES market (code),
  name           text NOT NULL CONSTRAINT market_name_length CHECK (length(name) >= 1 AND length(name) <= 200),
  recorded_from  timestamptz NOT NULL,
  recorded_until timestamptz CONSTRAINT market_name_recorded CHECK (recorded_until > recorded_from)
);
CREATE UNIQUE INDEX market_name_current ON market_name (market) WHERE recorded_until IS NULL;

-- A code that was renamed has one successor, one that split has several: from that day on, who names it names them, too.
CREATE TABLE market_successor (
  version        uuid NOT NULL CONSTRAINT market_successor_pk PRIMARY KEY,
  market         text NOT NULL CONSTRAINT market_successor_market REFERENCES market (code),
  successor      text NOT NULL CONSTRAINT market_successor_successor REFERENCES market (code),
  valid_from     timestamptz NOT NULL,
  recorded_from  timestamptz NOT NULL,
  recorded_until timestamptz CONSTRAINT market_successor_recorded CHECK (recorded_until > recorded_from),
  CONSTRAINT market_successor_other CHECK (successor <> market)
);
CREATE UNIQUE INDEX market_successor_current ON market_successor (market, successor) WHERE recorded_until IS NULL;

-- Likewise for groups; a retired one is not named by new rules any more, and means what it meant in those that name it.
CREATE TABLE market_group_label (
  version        uuid NOT NULL CONSTRAINT market_group_label_pk PRIMARY KEY,
  market_group   text NOT NULL CONSTRAINT market_group_label_group REFERENCES market_group (code),
  name           text NOT NULL CONSTRAINT market_group_label_length CHECK (length(name) >= 1 AND length(name) <= 200),
  retired        boolean NOT NULL,
  recorded_from  timestamptz NOT NULL,
  recorded_until timestamptz CONSTRAINT market_group_label_recorded CHECK (recorded_until > recorded_from)
);
CREATE UNIQUE INDEX market_group_label_current ON market_group_label (market_group) WHERE recorded_until IS NULL;

-- Down Migration

DROP TABLE market_group_label;
DROP TABLE market_successor;
DROP TABLE market_name;

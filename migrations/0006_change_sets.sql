-- Up Migration

-- Changes of the rules that are looked at, approved and made as one. Edits are commands as data, in the order in which
-- they are made; `inverse` is what takes them back, known once they were made.
CREATE TABLE change_set (
  id               uuid NOT NULL CONSTRAINT change_set_pk PRIMARY KEY,
  title            text NOT NULL CONSTRAINT change_set_title CHECK (length(title) >= 1 AND length(title) <= 200),
  reason           text NOT NULL CONSTRAINT change_set_reason CHECK (length(reason) >= 1 AND length(reason) <= 2000),
  ticket           text CONSTRAINT change_set_ticket CHECK (length(ticket) >= 1 AND length(ticket) <= 200),
  edits            jsonb NOT NULL CONSTRAINT change_set_edits
                   CHECK (jsonb_typeof(edits) = 'array' AND jsonb_array_length(edits) >= 1 AND jsonb_array_length(edits) <= 500),
  state            text NOT NULL CONSTRAINT change_set_state CHECK (state IN ('draft', 'previewed', 'awaiting-approval',
                     'approved', 'scheduled', 'applied', 'suspended', 'cancelled', 'reverted')),
  reverts          uuid CONSTRAINT change_set_reverts REFERENCES change_set (id),
  proposed_by      uuid NOT NULL,
  created_at       timestamptz NOT NULL,
  updated_at       timestamptz NOT NULL,
  needs_approval   boolean NOT NULL,
  needs_legal      boolean NOT NULL,
  preview_hash     text,
  preview_epoch    bigint,
  previewed_at     timestamptz,
  approved_by      uuid,
  approved_as_legal boolean NOT NULL,
  approved_at      timestamptz,
  scheduled_for    timestamptz,
  suspended_because text,
  applied_by       text,
  applied_at       timestamptz,
  applied_epoch    bigint,
  inverse          jsonb,
  -- Four eyes: nobody approves what they proposed, whatever the code above this table believes.
  CONSTRAINT change_set_four_eyes CHECK (approved_by <> proposed_by),
  CONSTRAINT change_set_approved CHECK (
    NOT needs_approval OR state NOT IN ('approved', 'scheduled', 'applied', 'reverted') OR approved_by IS NOT NULL),
  CONSTRAINT change_set_approved_by_legal CHECK (NOT needs_legal OR approved_by IS NULL OR approved_as_legal),
  CONSTRAINT change_set_previewed CHECK (state IN ('draft', 'cancelled') OR preview_hash IS NOT NULL),
  CONSTRAINT change_set_scheduled CHECK (state <> 'scheduled' OR scheduled_for IS NOT NULL),
  CONSTRAINT change_set_applied CHECK ((state IN ('applied', 'reverted')) = (applied_epoch IS NOT NULL))
);
CREATE INDEX change_set_by_state ON change_set (state, id);
-- One attempt at a time to take a set back.
CREATE UNIQUE INDEX change_set_one_revert ON change_set (reverts) WHERE state <> 'cancelled';

-- Down Migration

DROP TABLE change_set;

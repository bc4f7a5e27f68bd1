-- Written by `npm run schema:update` from the migrations. Do not edit.

-- Extensions

CREATE EXTENSION pg_trgm;

-- Tables

CREATE TABLE account (
  id uuid NOT NULL,
  email text NOT NULL,
  display_name text NOT NULL,
  home_market text NOT NULL,
  password_hash text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  email_verified_at timestamp with time zone
);

CREATE TABLE account_factor (
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  kind text NOT NULL,
  name text NOT NULL,
  sealed_secret bytea,
  last_step bigint,
  credential_id text,
  public_key bytea,
  sign_count bigint,
  transports text[],
  created_at timestamp with time zone NOT NULL,
  confirmed_at timestamp with time zone,
  last_used_at timestamp with time zone
);

CREATE TABLE account_token (
  hash bytea NOT NULL,
  account_id uuid NOT NULL,
  purpose text NOT NULL,
  email text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  used_at timestamp with time zone
);

CREATE TABLE agreement_acceptance (
  publisher_id uuid NOT NULL,
  version integer NOT NULL,
  locale text NOT NULL,
  sha256 text NOT NULL,
  credential_id uuid NOT NULL,
  accepted_by uuid NOT NULL,
  accepted_at timestamp with time zone NOT NULL
);

CREATE TABLE agreement_announcement (
  publisher_id uuid NOT NULL,
  version integer NOT NULL,
  announced_at timestamp with time zone NOT NULL
);

CREATE TABLE agreement_text (
  version integer NOT NULL,
  locale text NOT NULL,
  body text NOT NULL,
  sha256 text NOT NULL
);

CREATE TABLE agreement_version (
  version integer NOT NULL,
  effective_at timestamp with time zone NOT NULL,
  enforced_at timestamp with time zone NOT NULL,
  requirement_id uuid NOT NULL,
  published_by uuid NOT NULL,
  published_at timestamp with time zone NOT NULL
);

CREATE TABLE api_key (
  id uuid NOT NULL,
  publisher_id uuid NOT NULL,
  name text NOT NULL,
  prefix text NOT NULL,
  hash bytea NOT NULL,
  scopes text[] NOT NULL,
  app_ids uuid[],
  created_by uuid NOT NULL,
  created_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  revoked_at timestamp with time zone,
  last_used_at timestamp with time zone
);

CREATE TABLE app (
  id uuid NOT NULL,
  publisher_id uuid NOT NULL,
  package_name text NOT NULL,
  default_locale text NOT NULL,
  category text NOT NULL,
  pricing text NOT NULL,
  declarations jsonb NOT NULL,
  signer text,
  first_live_at timestamp with time zone,
  created_at timestamp with time zone NOT NULL,
  previous_signers text[] DEFAULT '{}'::text[] NOT NULL
);

CREATE TABLE app_contact (
  app_id uuid NOT NULL,
  email text,
  phone text,
  website text,
  version integer NOT NULL
);

CREATE TABLE app_device_rules (
  app_id uuid NOT NULL,
  min_ram_bytes bigint,
  excluded_models text[] NOT NULL,
  version integer NOT NULL,
  updated_at timestamp with time zone NOT NULL
);

CREATE TABLE app_edit (
  id uuid NOT NULL,
  app_id uuid NOT NULL,
  opened_by uuid NOT NULL,
  status text NOT NULL,
  base jsonb NOT NULL,
  changes jsonb NOT NULL,
  opened_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  committed_at timestamp with time zone
);

CREATE TABLE app_image (
  app_id uuid NOT NULL,
  locale text NOT NULL,
  type text NOT NULL,
  position smallint NOT NULL,
  sha256 text NOT NULL
);

CREATE TABLE app_listing (
  app_id uuid NOT NULL,
  locale text NOT NULL,
  title text NOT NULL,
  short_description text NOT NULL,
  full_description text NOT NULL,
  version integer NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  search tsvector GENERATED ALWAYS AS ((setweight(to_tsvector('simple'::regconfig, lower(title)), 'A'::"char") || setweight(to_tsvector('simple'::regconfig, lower(short_description)), 'B'::"char"))) STORED
);

CREATE TABLE app_rating (
  id uuid NOT NULL,
  app_id uuid NOT NULL,
  account_id uuid NOT NULL,
  author text NOT NULL,
  stars smallint NOT NULL,
  body text,
  locale text NOT NULL,
  written_at timestamp with time zone NOT NULL,
  edited_at timestamp with time zone NOT NULL,
  reply text,
  replied_at timestamp with time zone,
  hidden_at timestamp with time zone,
  hidden_reason text,
  withdrawn_at timestamp with time zone
);

CREATE TABLE app_rating_total (
  app_id uuid NOT NULL,
  count bigint NOT NULL,
  stars bigint NOT NULL
);

CREATE TABLE app_subscription (
  id uuid NOT NULL,
  app_id uuid NOT NULL,
  product_id text NOT NULL,
  kind text DEFAULT 'subscription'::text NOT NULL,
  listings jsonb NOT NULL,
  base_plans jsonb NOT NULL,
  version integer NOT NULL,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL
);

CREATE TABLE app_transfer (
  id uuid NOT NULL,
  app_id uuid NOT NULL,
  from_publisher_id uuid NOT NULL,
  to_publisher_id uuid NOT NULL,
  offered_by uuid NOT NULL,
  offered_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  accepted_by uuid,
  accepted_at timestamp with time zone,
  withdrawn_at timestamp with time zone
);

CREATE TABLE appeal (
  id uuid NOT NULL,
  publisher_id uuid NOT NULL,
  app_id uuid NOT NULL,
  rejection_id uuid,
  strike_id uuid,
  decision_by uuid NOT NULL,
  message text NOT NULL,
  filed_by uuid NOT NULL,
  filed_at timestamp with time zone NOT NULL,
  outcome text,
  answer text,
  decided_by uuid,
  decided_at timestamp with time zone
);

CREATE TABLE artifact (
  id uuid NOT NULL,
  app_id uuid NOT NULL,
  sha256 text NOT NULL,
  size_bytes bigint NOT NULL,
  file_key text NOT NULL,
  version_code bigint NOT NULL,
  version_name text,
  signer text NOT NULL,
  report jsonb NOT NULL,
  uploaded_by uuid NOT NULL,
  uploaded_at timestamp with time zone NOT NULL
);

CREATE TABLE artifact_expansion (
  app_id uuid NOT NULL,
  artifact_id uuid NOT NULL,
  type text NOT NULL,
  file_id uuid NOT NULL
);

CREATE TABLE artifact_symbols (
  artifact_id uuid NOT NULL,
  type text NOT NULL,
  sha256 text NOT NULL,
  size_bytes bigint NOT NULL,
  file_key text NOT NULL,
  uploaded_at timestamp with time zone NOT NULL
);

CREATE TABLE attempt_counter (
  bucket text NOT NULL,
  attempts integer NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  locks integer DEFAULT 0 NOT NULL,
  forget_locks_at timestamp with time zone
);

CREATE TABLE audit_event (
  id uuid NOT NULL,
  at timestamp with time zone NOT NULL,
  actor_kind text NOT NULL,
  actor_id text,
  action text NOT NULL,
  subject_type text NOT NULL,
  subject_id text NOT NULL,
  before jsonb,
  after jsonb,
  reason text,
  restricted_to text,
  request_id text
);

CREATE TABLE catalogue_import (
  file_sha256 text NOT NULL,
  publisher_id uuid NOT NULL,
  entries_done integer NOT NULL,
  started_at timestamp with time zone NOT NULL,
  finished_at timestamp with time zone
);

CREATE TABLE change_set (
  id uuid NOT NULL,
  title text NOT NULL,
  reason text NOT NULL,
  ticket text,
  edits jsonb NOT NULL,
  state text NOT NULL,
  reverts uuid,
  proposed_by uuid NOT NULL,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  needs_approval boolean NOT NULL,
  needs_legal boolean NOT NULL,
  preview_hash text,
  preview_epoch bigint,
  previewed_at timestamp with time zone,
  approved_by uuid,
  approved_as_legal boolean NOT NULL,
  approved_at timestamp with time zone,
  scheduled_for timestamp with time zone,
  suspended_because text,
  applied_by text,
  applied_at timestamp with time zone,
  applied_epoch bigint,
  inverse jsonb,
  sealed boolean DEFAULT false NOT NULL,
  failures integer DEFAULT 0 NOT NULL,
  preview_instants timestamp with time zone[],
  preview_turn timestamp with time zone
);

CREATE TABLE closed_track (
  app_id uuid NOT NULL,
  name text NOT NULL,
  created_by uuid NOT NULL,
  created_at timestamp with time zone NOT NULL
);

CREATE TABLE credential (
  version uuid NOT NULL,
  id uuid NOT NULL,
  type text NOT NULL,
  holder_publisher_id uuid,
  issuer text NOT NULL,
  number text,
  items jsonb NOT NULL,
  markets text NOT NULL,
  covers_future_markets boolean NOT NULL,
  written_at timestamp with time zone NOT NULL,
  standards text[],
  status text NOT NULL,
  deal_id uuid,
  conditions text[] NOT NULL,
  evidence text,
  valid_from timestamp with time zone,
  valid_until timestamp with time zone,
  recorded_from timestamp with time zone NOT NULL,
  recorded_until timestamp with time zone,
  supersedes uuid,
  status_reason text
);

CREATE TABLE credential_condition (
  id uuid NOT NULL,
  credential_id uuid NOT NULL,
  number integer NOT NULL,
  text text NOT NULL,
  due_at timestamp with time zone NOT NULL,
  added_by text NOT NULL,
  added_at timestamp with time zone NOT NULL,
  met_by text,
  met_at timestamp with time zone,
  met_because text
);

CREATE TABLE credential_evidence (
  id uuid NOT NULL,
  credential_id uuid NOT NULL,
  name text NOT NULL,
  media_type text NOT NULL,
  sha256 text NOT NULL,
  size_bytes bigint NOT NULL,
  file_key text NOT NULL,
  uploaded_by uuid NOT NULL,
  uploaded_at timestamp with time zone NOT NULL
);

CREATE TABLE customer_order (
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  idempotency_key text NOT NULL,
  fingerprint text NOT NULL,
  market text NOT NULL,
  currency text NOT NULL,
  total_amount bigint NOT NULL,
  captured_amount bigint DEFAULT 0 NOT NULL,
  refunded_amount bigint DEFAULT 0 NOT NULL,
  status text NOT NULL,
  status_before text,
  payment_intent_id text,
  failure_code text,
  failure_detail text,
  decided_epoch bigint NOT NULL,
  placed_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  fulfilled_at timestamp with time zone,
  closed_at timestamp with time zone,
  sweep_at timestamp with time zone,
  sweeps integer DEFAULT 0 NOT NULL,
  ship_to_market text,
  home_market text
);

CREATE TABLE deal (
  version uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL,
  counterparty text NOT NULL,
  title text NOT NULL,
  valid_from timestamp with time zone,
  valid_until timestamp with time zone,
  recorded_from timestamp with time zone NOT NULL,
  recorded_until timestamp with time zone
);

CREATE TABLE device (
  id uuid NOT NULL,
  publisher_id uuid NOT NULL,
  slug text NOT NULL,
  category text NOT NULL,
  attributes jsonb NOT NULL,
  launch jsonb,
  released_on date,
  version integer NOT NULL,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL
);

CREATE TABLE device_name (
  device_id uuid NOT NULL,
  locale text NOT NULL,
  name text NOT NULL,
  summary text NOT NULL,
  search tsvector GENERATED ALWAYS AS ((setweight(to_tsvector('simple'::regconfig, lower(name)), 'A'::"char") || setweight(to_tsvector('simple'::regconfig, lower(summary)), 'B'::"char"))) STORED
);

CREATE TABLE entitlement (
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  item_id uuid NOT NULL,
  order_id uuid NOT NULL,
  status text NOT NULL,
  status_before text,
  granted_at timestamp with time zone NOT NULL,
  changed_at timestamp with time zone NOT NULL,
  reason text
);

CREATE TABLE exchange_rate (
  currency text NOT NULL,
  observed_on date NOT NULL,
  source text NOT NULL,
  per_euro numeric(24,12) NOT NULL,
  recorded_at timestamp with time zone NOT NULL,
  recorded_by uuid NOT NULL
);

CREATE TABLE expansion_file (
  id uuid NOT NULL,
  app_id uuid NOT NULL,
  artifact_id uuid NOT NULL,
  type text NOT NULL,
  edit_id uuid NOT NULL,
  sha256 text NOT NULL,
  size_bytes bigint NOT NULL,
  file_key text NOT NULL,
  uploaded_by uuid NOT NULL,
  uploaded_at timestamp with time zone NOT NULL
);

CREATE TABLE factor_challenge (
  hash bytea NOT NULL,
  account_id uuid,
  purpose text NOT NULL,
  passkey_challenge text NOT NULL,
  attempts integer DEFAULT 0 NOT NULL,
  created_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  used_at timestamp with time zone
);

CREATE TABLE idempotency_key (
  scope text NOT NULL,
  key text NOT NULL,
  fingerprint text NOT NULL,
  status integer,
  body json,
  created_at timestamp with time zone NOT NULL,
  locked_until timestamp with time zone NOT NULL,
  finished_at timestamp with time zone
);

CREATE TABLE image_file (
  sha256 text NOT NULL,
  sha1 text NOT NULL,
  media_type text NOT NULL,
  width integer NOT NULL,
  height integer NOT NULL,
  size_bytes bigint NOT NULL,
  file_key text NOT NULL,
  received_at timestamp with time zone NOT NULL
);

CREATE TABLE in_app_product (
  id uuid NOT NULL,
  app_id uuid NOT NULL,
  sku text NOT NULL,
  kind text DEFAULT 'one-time'::text NOT NULL,
  status text NOT NULL,
  default_locale text NOT NULL,
  listings jsonb NOT NULL,
  default_amount bigint NOT NULL,
  default_currency text NOT NULL,
  version integer NOT NULL,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  deleted_at timestamp with time zone
);

CREATE TABLE in_app_product_price (
  product_id uuid NOT NULL,
  region text NOT NULL,
  amount bigint NOT NULL,
  currency text NOT NULL,
  converted boolean NOT NULL
);

CREATE TABLE inbox_event (
  id uuid NOT NULL,
  source text NOT NULL,
  external_id text NOT NULL,
  type text NOT NULL,
  object_type text NOT NULL,
  object_id text,
  payment_id text,
  payload json NOT NULL,
  received_at timestamp with time zone NOT NULL,
  processed_at timestamp with time zone,
  outcome text
);

CREATE TABLE mail_message (
  id uuid NOT NULL,
  to_address text NOT NULL,
  kind text NOT NULL,
  sealed bytea,
  created_at timestamp with time zone NOT NULL,
  sent_at timestamp with time zone
);

CREATE TABLE market (
  code text NOT NULL,
  parent text,
  name text NOT NULL,
  zone text NOT NULL,
  slot smallint NOT NULL,
  added_at timestamp with time zone NOT NULL
);

CREATE TABLE market_currency (
  version uuid NOT NULL,
  market text NOT NULL,
  currency text NOT NULL,
  valid_from timestamp with time zone,
  valid_until timestamp with time zone,
  recorded_from timestamp with time zone NOT NULL,
  recorded_until timestamp with time zone
);

CREATE TABLE market_group (
  code text NOT NULL,
  name text NOT NULL,
  everyone boolean NOT NULL,
  added_at timestamp with time zone NOT NULL
);

CREATE TABLE market_group_label (
  version uuid NOT NULL,
  market_group text NOT NULL,
  name text NOT NULL,
  retired boolean NOT NULL,
  recorded_from timestamp with time zone NOT NULL,
  recorded_until timestamp with time zone
);

CREATE TABLE market_group_member (
  version uuid NOT NULL,
  market_group text NOT NULL,
  market text NOT NULL,
  valid_from timestamp with time zone,
  valid_until timestamp with time zone,
  recorded_from timestamp with time zone NOT NULL,
  recorded_until timestamp with time zone
);

CREATE TABLE market_name (
  version uuid NOT NULL,
  market text NOT NULL,
  name text NOT NULL,
  recorded_from timestamp with time zone NOT NULL,
  recorded_until timestamp with time zone
);

CREATE TABLE market_status (
  version uuid NOT NULL,
  market text NOT NULL,
  status text NOT NULL,
  valid_from timestamp with time zone NOT NULL,
  recorded_from timestamp with time zone NOT NULL,
  recorded_until timestamp with time zone
);

CREATE TABLE market_successor (
  version uuid NOT NULL,
  market text NOT NULL,
  successor text NOT NULL,
  valid_from timestamp with time zone NOT NULL,
  recorded_from timestamp with time zone NOT NULL,
  recorded_until timestamp with time zone
);

CREATE TABLE offer_rule (
  version uuid NOT NULL,
  id uuid NOT NULL,
  side text NOT NULL,
  publisher_id uuid,
  category text,
  item_id uuid,
  markets text NOT NULL,
  covers_future_markets boolean NOT NULL,
  written_at timestamp with time zone NOT NULL,
  actions text[] NOT NULL,
  offered boolean NOT NULL,
  valid_from timestamp with time zone,
  valid_until timestamp with time zone,
  recorded_from timestamp with time zone NOT NULL,
  recorded_until timestamp with time zone
);

CREATE TABLE open_tester (
  app_id uuid NOT NULL,
  account_id uuid NOT NULL,
  joined_at timestamp with time zone NOT NULL
);

CREATE TABLE order_line (
  id uuid NOT NULL,
  order_id uuid NOT NULL,
  position integer NOT NULL,
  item_id uuid NOT NULL,
  kind text NOT NULL,
  title text NOT NULL,
  publisher_id uuid NOT NULL,
  amount bigint NOT NULL,
  tax_inclusive boolean NOT NULL
);

CREATE TABLE price (
  id uuid NOT NULL,
  item_id uuid NOT NULL,
  market text NOT NULL,
  valid_from timestamp with time zone NOT NULL,
  amount bigint,
  currency text,
  tax_inclusive boolean NOT NULL
);

CREATE TABLE price_list (
  item_id uuid NOT NULL,
  revision bigint NOT NULL
);

CREATE TABLE product_id_claim (
  app_id uuid NOT NULL,
  product_id text NOT NULL,
  kind text NOT NULL,
  claimed_at timestamp with time zone NOT NULL
);

CREATE TABLE prohibition (
  version uuid NOT NULL,
  id uuid NOT NULL,
  type text NOT NULL,
  items jsonb NOT NULL,
  markets text NOT NULL,
  covers_future_markets boolean NOT NULL,
  written_at timestamp with time zone NOT NULL,
  actions text[] NOT NULL,
  exempting_credential_type text,
  retention text NOT NULL,
  legal_basis text,
  authority_name text,
  authority_url text,
  visibility text NOT NULL,
  reason text NOT NULL,
  valid_from timestamp with time zone,
  valid_until timestamp with time zone,
  recorded_from timestamp with time zone NOT NULL,
  recorded_until timestamp with time zone
);

CREATE TABLE publisher (
  id uuid NOT NULL,
  name text NOT NULL,
  name_key text NOT NULL,
  country text NOT NULL,
  contact_email text NOT NULL,
  founder_id uuid NOT NULL,
  owner_count integer NOT NULL,
  created_at timestamp with time zone NOT NULL
);

CREATE TABLE publisher_invitation (
  id uuid NOT NULL,
  publisher_id uuid NOT NULL,
  email text NOT NULL,
  roles text[] NOT NULL,
  permissions text[] NOT NULL,
  app_grants jsonb NOT NULL,
  hash bytea NOT NULL,
  invited_by uuid NOT NULL,
  created_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  accepted_at timestamp with time zone,
  accepted_by uuid,
  withdrawn_at timestamp with time zone
);

CREATE TABLE publisher_member (
  publisher_id uuid NOT NULL,
  account_id uuid NOT NULL,
  roles text[] NOT NULL,
  added_at timestamp with time zone NOT NULL,
  permissions text[] DEFAULT '{}'::text[] NOT NULL,
  app_grants jsonb DEFAULT '{}'::jsonb NOT NULL
);

CREATE TABLE publisher_statement (
  id uuid NOT NULL,
  publisher_id uuid NOT NULL,
  part text NOT NULL,
  details jsonb NOT NULL,
  credential_id uuid NOT NULL,
  stated_by uuid NOT NULL,
  stated_at timestamp with time zone NOT NULL
);

CREATE TABLE recovery_code (
  account_id uuid NOT NULL,
  hash bytea NOT NULL,
  created_at timestamp with time zone NOT NULL,
  used_at timestamp with time zone
);

CREATE TABLE refresh_token (
  hash bytea NOT NULL,
  session_id uuid NOT NULL,
  issued_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  used_at timestamp with time zone
);

CREATE TABLE refund (
  id uuid NOT NULL,
  order_id uuid NOT NULL,
  requested_by text NOT NULL,
  idempotency_key text NOT NULL,
  amount bigint NOT NULL,
  reason text NOT NULL,
  status text NOT NULL,
  status_before text,
  stripe_refund_id text,
  failure_code text,
  requested_at timestamp with time zone NOT NULL,
  settled_at timestamp with time zone,
  sweep_at timestamp with time zone,
  sweeps integer DEFAULT 0 NOT NULL
);

CREATE TABLE refused_file (
  sha256 text NOT NULL,
  reason text NOT NULL,
  added_by uuid NOT NULL,
  added_at timestamp with time zone NOT NULL
);

CREATE TABLE region_change (
  epoch bigint NOT NULL,
  at timestamp with time zone NOT NULL,
  actor_kind text NOT NULL,
  actor_id text NOT NULL,
  kind text NOT NULL,
  ids text[] NOT NULL,
  item_revision bigint NOT NULL
);

CREATE TABLE region_epoch (
  id smallint NOT NULL,
  epoch bigint NOT NULL,
  token uuid NOT NULL,
  changed_at timestamp with time zone NOT NULL
);

CREATE TABLE region_item (
  id uuid NOT NULL,
  ordinal integer NOT NULL,
  kind text NOT NULL,
  category text NOT NULL,
  publisher_id uuid NOT NULL,
  attributes jsonb NOT NULL,
  parent_id uuid,
  published boolean NOT NULL,
  launch jsonb,
  withdrawn jsonb,
  free boolean,
  prices jsonb NOT NULL,
  revision bigint NOT NULL,
  rank integer DEFAULT 0 NOT NULL,
  shown_revision bigint DEFAULT 0 NOT NULL
);

CREATE TABLE region_item_history (
  item_id uuid NOT NULL,
  revision bigint NOT NULL,
  recorded_from timestamp with time zone NOT NULL,
  item jsonb NOT NULL
);

CREATE TABLE region_item_revision (
  id smallint NOT NULL,
  revision bigint NOT NULL,
  item_count integer NOT NULL
);

CREATE TABLE rejection (
  id uuid NOT NULL,
  app_id uuid NOT NULL,
  release_id uuid NOT NULL,
  policies text[] NOT NULL,
  message text NOT NULL,
  rejected_by uuid NOT NULL,
  rejected_at timestamp with time zone NOT NULL,
  appeal_from timestamp with time zone
);

CREATE TABLE release (
  id uuid NOT NULL,
  app_id uuid NOT NULL,
  artifact_id uuid NOT NULL,
  status text NOT NULL,
  previous_status text,
  notes jsonb NOT NULL,
  findings jsonb NOT NULL,
  reviewer_id uuid,
  decision_message text,
  created_by uuid NOT NULL,
  created_at timestamp with time zone NOT NULL,
  submitted_at timestamp with time zone,
  decided_at timestamp with time zone,
  live_at timestamp with time zone,
  track text DEFAULT 'production'::text NOT NULL,
  name text,
  share integer DEFAULT 1000 NOT NULL,
  previous_share integer,
  rollout_salt text DEFAULT ''::text NOT NULL,
  targeting jsonb,
  update_priority smallint DEFAULT 0 NOT NULL,
  managed boolean DEFAULT false NOT NULL,
  version integer DEFAULT 1 NOT NULL,
  review_rank smallint,
  queued_at timestamp with time zone,
  held_by integer,
  raise_reason text,
  taken_at timestamp with time zone,
  decision_policies text[]
);

CREATE TABLE release_artifact (
  release_id uuid NOT NULL,
  app_id uuid NOT NULL,
  artifact_id uuid NOT NULL
);

CREATE TABLE requirement (
  version uuid NOT NULL,
  id uuid NOT NULL,
  items jsonb NOT NULL,
  markets text NOT NULL,
  covers_future_markets boolean NOT NULL,
  written_at timestamp with time zone NOT NULL,
  actions text[] NOT NULL,
  any_of jsonb NOT NULL,
  standards text[] NOT NULL,
  enforcement text NOT NULL,
  missing_code text NOT NULL,
  legal_basis text,
  visibility text NOT NULL,
  valid_from timestamp with time zone,
  valid_until timestamp with time zone,
  recorded_from timestamp with time zone NOT NULL,
  recorded_until timestamp with time zone
);

CREATE TABLE reviewed_content (
  release_id uuid NOT NULL,
  content jsonb NOT NULL,
  decided_at timestamp with time zone NOT NULL
);

CREATE TABLE risk_acceptance (
  version uuid NOT NULL,
  id uuid NOT NULL,
  requirement_id uuid NOT NULL,
  items jsonb NOT NULL,
  markets text NOT NULL,
  covers_future_markets boolean NOT NULL,
  written_at timestamp with time zone NOT NULL,
  accepted_by text NOT NULL,
  justification text NOT NULL,
  valid_from timestamp with time zone,
  valid_until timestamp with time zone NOT NULL,
  recorded_from timestamp with time zone NOT NULL,
  recorded_until timestamp with time zone
);

CREATE TABLE seed_run (
  name text NOT NULL,
  started_at timestamp with time zone NOT NULL,
  finished_at timestamp with time zone
);

CREATE TABLE service_account (
  id uuid NOT NULL,
  publisher_id uuid NOT NULL,
  name text NOT NULL,
  email text NOT NULL,
  client_id text NOT NULL,
  permissions text[] NOT NULL,
  app_grants jsonb NOT NULL,
  created_by uuid NOT NULL,
  created_at timestamp with time zone NOT NULL,
  disabled_at timestamp with time zone
);

CREATE TABLE service_account_key (
  id text NOT NULL,
  service_account_id uuid NOT NULL,
  public_key text NOT NULL,
  origin text NOT NULL,
  created_by uuid NOT NULL,
  created_at timestamp with time zone NOT NULL,
  revoked_at timestamp with time zone,
  last_used_at timestamp with time zone
);

CREATE TABLE session (
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  created_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  revoked_at timestamp with time zone,
  revoked_reason text,
  device text,
  address text,
  last_used_at timestamp with time zone NOT NULL,
  second_factor_at timestamp with time zone
);

CREATE TABLE shared_package (
  id uuid NOT NULL,
  app_id uuid NOT NULL,
  secret text NOT NULL,
  version_code bigint NOT NULL,
  version_name text,
  sha256 text NOT NULL,
  size_bytes bigint NOT NULL,
  file_key text NOT NULL,
  signer text NOT NULL,
  debuggable boolean NOT NULL,
  shared_by uuid NOT NULL,
  shared_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL
);

CREATE TABLE signing_key (
  kid text NOT NULL,
  period integer NOT NULL,
  sealed_with text NOT NULL,
  public_jwk jsonb NOT NULL,
  private_key bytea NOT NULL,
  created_at timestamp with time zone NOT NULL,
  verify_until timestamp with time zone NOT NULL
);

CREATE TABLE staff_role (
  account_id uuid NOT NULL,
  role text NOT NULL,
  granted_at timestamp with time zone NOT NULL
);

CREATE TABLE strike (
  id uuid NOT NULL,
  publisher_id uuid NOT NULL,
  app_id uuid NOT NULL,
  rejection_id uuid,
  policies text[] NOT NULL,
  message text NOT NULL,
  issued_by uuid NOT NULL,
  issued_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  lifted_at timestamp with time zone,
  lifted_by uuid,
  takedown_id uuid,
  lift_message text,
  appeal_from timestamp with time zone
);

CREATE TABLE takedown (
  id uuid NOT NULL,
  app_id uuid NOT NULL,
  publisher_id uuid NOT NULL,
  prohibition_id uuid NOT NULL,
  markets text NOT NULL,
  retention text NOT NULL,
  policies text[] NOT NULL,
  message text NOT NULL,
  issued_by uuid NOT NULL,
  issued_at timestamp with time zone NOT NULL,
  ended_at timestamp with time zone,
  scope text NOT NULL
);

CREATE TABLE tester_group (
  id uuid NOT NULL,
  publisher_id uuid NOT NULL,
  name text NOT NULL,
  version integer NOT NULL,
  created_by uuid NOT NULL,
  created_at timestamp with time zone NOT NULL
);

CREATE TABLE tester_group_member (
  group_id uuid NOT NULL,
  email text NOT NULL
);

CREATE TABLE track_tester (
  app_id uuid NOT NULL,
  track text NOT NULL,
  email text NOT NULL,
  added_at timestamp with time zone NOT NULL
);

CREATE TABLE track_tester_group (
  app_id uuid NOT NULL,
  track text NOT NULL,
  group_id uuid NOT NULL
);

CREATE TABLE track_testers_version (
  app_id uuid NOT NULL,
  track text NOT NULL,
  version integer NOT NULL
);

CREATE TABLE upload_session (
  id text NOT NULL,
  app_id uuid NOT NULL,
  target jsonb NOT NULL,
  credential jsonb NOT NULL,
  total_bytes bigint,
  answer jsonb,
  opened_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  edit_id uuid
);


-- Constraints

ALTER TABLE account ADD CONSTRAINT account_display_name_length CHECK (((length(display_name) >= 1) AND (length(display_name) <= 100)));
ALTER TABLE account ADD CONSTRAINT account_email_lower_case CHECK (((email = lower(email)) AND (length(email) >= 3) AND (length(email) <= 254)));
ALTER TABLE account ADD CONSTRAINT account_home_market_form CHECK ((home_market ~ '^[A-Z]{2}(-[A-Z0-9]{1,3})?$'::text));
ALTER TABLE account ADD CONSTRAINT account_pkey PRIMARY KEY (id);
ALTER TABLE account ADD CONSTRAINT account_email_unique UNIQUE (email);
ALTER TABLE account_factor ADD CONSTRAINT account_factor_credential_length CHECK ((length(credential_id) <= 1400));
ALTER TABLE account_factor ADD CONSTRAINT account_factor_kind CHECK ((kind = ANY (ARRAY['totp'::text, 'passkey'::text])));
ALTER TABLE account_factor ADD CONSTRAINT account_factor_name_length CHECK (((length(name) >= 1) AND (length(name) <= 100)));
ALTER TABLE account_factor ADD CONSTRAINT account_factor_parts CHECK ((((kind = 'totp'::text) AND (sealed_secret IS NOT NULL) AND (credential_id IS NULL)) OR ((kind = 'passkey'::text) AND (sealed_secret IS NULL) AND (credential_id IS NOT NULL) AND (public_key IS NOT NULL) AND (sign_count IS NOT NULL) AND (confirmed_at IS NOT NULL))));
ALTER TABLE account_factor ADD CONSTRAINT account_factor_account FOREIGN KEY (account_id) REFERENCES account(id);
ALTER TABLE account_factor ADD CONSTRAINT account_factor_pkey PRIMARY KEY (id);
ALTER TABLE account_factor ADD CONSTRAINT account_factor_credential_unique UNIQUE (credential_id);
ALTER TABLE account_token ADD CONSTRAINT account_token_hash_sha256 CHECK ((length(hash) = 32));
ALTER TABLE account_token ADD CONSTRAINT account_token_purpose CHECK ((purpose = ANY (ARRAY['verify-email'::text, 'reset-password'::text])));
ALTER TABLE account_token ADD CONSTRAINT account_token_account FOREIGN KEY (account_id) REFERENCES account(id);
ALTER TABLE account_token ADD CONSTRAINT account_token_pkey PRIMARY KEY (hash);
ALTER TABLE agreement_acceptance ADD CONSTRAINT agreement_acceptance_accepted_by FOREIGN KEY (accepted_by) REFERENCES account(id);
ALTER TABLE agreement_acceptance ADD CONSTRAINT agreement_acceptance_publisher FOREIGN KEY (publisher_id) REFERENCES publisher(id);
ALTER TABLE agreement_acceptance ADD CONSTRAINT agreement_acceptance_text FOREIGN KEY (version, locale, sha256) REFERENCES agreement_text(version, locale, sha256);
ALTER TABLE agreement_acceptance ADD CONSTRAINT agreement_acceptance_once PRIMARY KEY (publisher_id, version);
ALTER TABLE agreement_acceptance ADD CONSTRAINT agreement_acceptance_credential_unique UNIQUE (credential_id);
ALTER TABLE agreement_announcement ADD CONSTRAINT agreement_announcement_publisher FOREIGN KEY (publisher_id) REFERENCES publisher(id);
ALTER TABLE agreement_announcement ADD CONSTRAINT agreement_announcement_version FOREIGN KEY (version) REFERENCES agreement_version(version);
ALTER TABLE agreement_announcement ADD CONSTRAINT agreement_announcement_once PRIMARY KEY (publisher_id, version);
ALTER TABLE agreement_text ADD CONSTRAINT agreement_text_length CHECK (((length(body) >= 1) AND (length(body) <= 90000)));
ALTER TABLE agreement_text ADD CONSTRAINT agreement_text_locale CHECK ((length(locale) <= 35));
ALTER TABLE agreement_text ADD CONSTRAINT agreement_text_sha256 CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text));
ALTER TABLE agreement_text ADD CONSTRAINT agreement_text_version FOREIGN KEY (version) REFERENCES agreement_version(version);
ALTER TABLE agreement_text ADD CONSTRAINT agreement_text_pk PRIMARY KEY (version, locale);
ALTER TABLE agreement_text ADD CONSTRAINT agreement_text_hash UNIQUE (version, locale, sha256);
ALTER TABLE agreement_version ADD CONSTRAINT agreement_version_grace CHECK ((enforced_at >= effective_at));
ALTER TABLE agreement_version ADD CONSTRAINT agreement_version_positive CHECK ((version >= 1));
ALTER TABLE agreement_version ADD CONSTRAINT agreement_version_published_by FOREIGN KEY (published_by) REFERENCES account(id);
ALTER TABLE agreement_version ADD CONSTRAINT agreement_version_pkey PRIMARY KEY (version);
ALTER TABLE agreement_version ADD CONSTRAINT agreement_version_requirement_unique UNIQUE (requirement_id);
ALTER TABLE api_key ADD CONSTRAINT api_key_apps_count CHECK (((cardinality(app_ids) >= 1) AND (cardinality(app_ids) <= 100)));
ALTER TABLE api_key ADD CONSTRAINT api_key_hash_sha256 CHECK ((length(hash) = 32));
ALTER TABLE api_key ADD CONSTRAINT api_key_lives CHECK ((expires_at > created_at));
ALTER TABLE api_key ADD CONSTRAINT api_key_name_length CHECK (((length(name) >= 1) AND (length(name) <= 100)));
ALTER TABLE api_key ADD CONSTRAINT api_key_prefix_form CHECK ((prefix ~ '^ptk_[0-9a-f]{16}$'::text));
ALTER TABLE api_key ADD CONSTRAINT api_key_scopes_count CHECK (((cardinality(scopes) >= 1) AND (cardinality(scopes) <= 50)));
ALTER TABLE api_key ADD CONSTRAINT api_key_creator FOREIGN KEY (created_by) REFERENCES account(id);
ALTER TABLE api_key ADD CONSTRAINT api_key_publisher FOREIGN KEY (publisher_id) REFERENCES publisher(id);
ALTER TABLE api_key ADD CONSTRAINT api_key_pkey PRIMARY KEY (id);
ALTER TABLE api_key ADD CONSTRAINT api_key_prefix_unique UNIQUE (prefix);
ALTER TABLE app ADD CONSTRAINT app_category_kind CHECK ((category ~~ 'app/%'::text));
ALTER TABLE app ADD CONSTRAINT app_declarations CHECK ((jsonb_typeof(declarations) = 'object'::text));
ALTER TABLE app ADD CONSTRAINT app_package_name_length CHECK (((length(package_name) >= 3) AND (length(package_name) <= 255)));
ALTER TABLE app ADD CONSTRAINT app_previous_signers_count CHECK ((cardinality(previous_signers) <= 20));
ALTER TABLE app ADD CONSTRAINT app_pricing CHECK ((pricing = ANY (ARRAY['free'::text, 'paid'::text])));
ALTER TABLE app ADD CONSTRAINT app_signer_not_previous CHECK (((signer IS NULL) OR (NOT (signer = ANY (previous_signers)))));
ALTER TABLE app ADD CONSTRAINT app_pkey PRIMARY KEY (id);
ALTER TABLE app ADD CONSTRAINT app_package_name_unique UNIQUE (package_name);
ALTER TABLE app_contact ADD CONSTRAINT app_contact_email CHECK ((length(email) <= 254));
ALTER TABLE app_contact ADD CONSTRAINT app_contact_phone CHECK ((length(phone) <= 40));
ALTER TABLE app_contact ADD CONSTRAINT app_contact_version CHECK ((version >= 1));
ALTER TABLE app_contact ADD CONSTRAINT app_contact_website CHECK ((length(website) <= 500));
ALTER TABLE app_contact ADD CONSTRAINT app_contact_app FOREIGN KEY (app_id) REFERENCES app(id);
ALTER TABLE app_contact ADD CONSTRAINT app_contact_pk PRIMARY KEY (app_id);
ALTER TABLE app_device_rules ADD CONSTRAINT app_device_rules_models CHECK ((cardinality(excluded_models) <= 1000));
ALTER TABLE app_device_rules ADD CONSTRAINT app_device_rules_ram CHECK ((min_ram_bytes > 0));
ALTER TABLE app_device_rules ADD CONSTRAINT app_device_rules_version CHECK ((version >= 1));
ALTER TABLE app_device_rules ADD CONSTRAINT app_device_rules_app FOREIGN KEY (app_id) REFERENCES app(id);
ALTER TABLE app_device_rules ADD CONSTRAINT app_device_rules_pk PRIMARY KEY (app_id);
ALTER TABLE app_edit ADD CONSTRAINT app_edit_base CHECK ((jsonb_typeof(base) = 'object'::text));
ALTER TABLE app_edit ADD CONSTRAINT app_edit_changes CHECK ((jsonb_typeof(changes) = 'object'::text));
ALTER TABLE app_edit ADD CONSTRAINT app_edit_committed CHECK (((status = 'committed'::text) = (committed_at IS NOT NULL)));
ALTER TABLE app_edit ADD CONSTRAINT app_edit_status CHECK ((status = ANY (ARRAY['open'::text, 'committed'::text, 'deleted'::text])));
ALTER TABLE app_edit ADD CONSTRAINT app_edit_app FOREIGN KEY (app_id) REFERENCES app(id);
ALTER TABLE app_edit ADD CONSTRAINT app_edit_pk PRIMARY KEY (id);
ALTER TABLE app_image ADD CONSTRAINT app_image_locale CHECK (((length(locale) >= 2) AND (length(locale) <= 16)));
ALTER TABLE app_image ADD CONSTRAINT app_image_position CHECK ((("position" >= 0) AND ("position" < 8)));
ALTER TABLE app_image ADD CONSTRAINT app_image_single CHECK ((("position" = 0) OR (type <> ALL (ARRAY['icon'::text, 'featureGraphic'::text, 'tvBanner'::text]))));
ALTER TABLE app_image ADD CONSTRAINT app_image_type CHECK ((type = ANY (ARRAY['icon'::text, 'featureGraphic'::text, 'tvBanner'::text, 'phoneScreenshots'::text, 'sevenInchScreenshots'::text, 'tenInchScreenshots'::text, 'tvScreenshots'::text, 'wearScreenshots'::text])));
ALTER TABLE app_image ADD CONSTRAINT app_image_app FOREIGN KEY (app_id) REFERENCES app(id);
ALTER TABLE app_image ADD CONSTRAINT app_image_file FOREIGN KEY (sha256) REFERENCES image_file(sha256);
ALTER TABLE app_image ADD CONSTRAINT app_image_pk PRIMARY KEY (app_id, locale, type, "position");
ALTER TABLE app_image ADD CONSTRAINT app_image_once UNIQUE (app_id, locale, type, sha256);
ALTER TABLE app_listing ADD CONSTRAINT app_listing_full CHECK ((length(full_description) <= 4000));
ALTER TABLE app_listing ADD CONSTRAINT app_listing_locale CHECK (((length(locale) >= 2) AND (length(locale) <= 16)));
ALTER TABLE app_listing ADD CONSTRAINT app_listing_short CHECK ((length(short_description) <= 80));
ALTER TABLE app_listing ADD CONSTRAINT app_listing_title CHECK (((length(title) >= 1) AND (length(title) <= 50)));
ALTER TABLE app_listing ADD CONSTRAINT app_listing_version CHECK ((version >= 1));
ALTER TABLE app_listing ADD CONSTRAINT app_listing_app FOREIGN KEY (app_id) REFERENCES app(id);
ALTER TABLE app_listing ADD CONSTRAINT app_listing_pk PRIMARY KEY (app_id, locale);
ALTER TABLE app_rating ADD CONSTRAINT app_rating_author CHECK (((length(author) >= 1) AND (length(author) <= 200)));
ALTER TABLE app_rating ADD CONSTRAINT app_rating_body CHECK (((length(body) >= 1) AND (length(body) <= 2000)));
ALTER TABLE app_rating ADD CONSTRAINT app_rating_hidden CHECK (((hidden_at IS NULL) = (hidden_reason IS NULL)));
ALTER TABLE app_rating ADD CONSTRAINT app_rating_hidden_reason CHECK (((length(hidden_reason) >= 1) AND (length(hidden_reason) <= 500)));
ALTER TABLE app_rating ADD CONSTRAINT app_rating_locale CHECK ((length(locale) <= 20));
ALTER TABLE app_rating ADD CONSTRAINT app_rating_replied CHECK (((reply IS NULL) = (replied_at IS NULL)));
ALTER TABLE app_rating ADD CONSTRAINT app_rating_reply CHECK (((length(reply) >= 1) AND (length(reply) <= 350)));
ALTER TABLE app_rating ADD CONSTRAINT app_rating_stars CHECK (((stars >= 1) AND (stars <= 5)));
ALTER TABLE app_rating ADD CONSTRAINT app_rating_withdrawn CHECK (((withdrawn_at IS NULL) OR ((hidden_at IS NOT NULL) AND (body IS NULL) AND (reply IS NULL))));
ALTER TABLE app_rating ADD CONSTRAINT app_rating_app FOREIGN KEY (app_id) REFERENCES app(id);
ALTER TABLE app_rating ADD CONSTRAINT app_rating_pkey PRIMARY KEY (id);
ALTER TABLE app_rating ADD CONSTRAINT app_rating_one_each UNIQUE (app_id, account_id);
ALTER TABLE app_rating_total ADD CONSTRAINT app_rating_total_count CHECK ((count >= 0));
ALTER TABLE app_rating_total ADD CONSTRAINT app_rating_total_stars CHECK (((stars >= count) AND (stars <= (5 * count))));
ALTER TABLE app_rating_total ADD CONSTRAINT app_rating_total_app FOREIGN KEY (app_id) REFERENCES app(id);
ALTER TABLE app_rating_total ADD CONSTRAINT app_rating_total_pkey PRIMARY KEY (app_id);
ALTER TABLE app_subscription ADD CONSTRAINT app_subscription_base_plans CHECK ((jsonb_typeof(base_plans) = 'array'::text));
ALTER TABLE app_subscription ADD CONSTRAINT app_subscription_kind CHECK ((kind = 'subscription'::text));
ALTER TABLE app_subscription ADD CONSTRAINT app_subscription_listings CHECK ((jsonb_typeof(listings) = 'array'::text));
ALTER TABLE app_subscription ADD CONSTRAINT app_subscription_product_id CHECK ((length(product_id) <= 40));
ALTER TABLE app_subscription ADD CONSTRAINT app_subscription_version CHECK ((version >= 1));
ALTER TABLE app_subscription ADD CONSTRAINT app_subscription_claim FOREIGN KEY (app_id, product_id, kind) REFERENCES product_id_claim(app_id, product_id, kind);
ALTER TABLE app_subscription ADD CONSTRAINT app_subscription_pkey PRIMARY KEY (id);
ALTER TABLE app_subscription ADD CONSTRAINT app_subscription_once UNIQUE (app_id, product_id);
ALTER TABLE app_transfer ADD CONSTRAINT app_transfer_accepted_by CHECK (((accepted_at IS NULL) = (accepted_by IS NULL)));
ALTER TABLE app_transfer ADD CONSTRAINT app_transfer_one_end CHECK (((accepted_at IS NULL) OR (withdrawn_at IS NULL)));
ALTER TABLE app_transfer ADD CONSTRAINT app_transfer_to_another CHECK ((to_publisher_id <> from_publisher_id));
ALTER TABLE app_transfer ADD CONSTRAINT app_transfer_app FOREIGN KEY (app_id) REFERENCES app(id);
ALTER TABLE app_transfer ADD CONSTRAINT app_transfer_pkey PRIMARY KEY (id);
ALTER TABLE appeal ADD CONSTRAINT appeal_answer CHECK (((length(answer) >= 1) AND (length(answer) <= 2000)));
ALTER TABLE appeal ADD CONSTRAINT appeal_decided CHECK ((num_nonnulls(outcome, answer, decided_by, decided_at) = ANY (ARRAY[0, 4])));
ALTER TABLE appeal ADD CONSTRAINT appeal_decided_by_another CHECK ((decided_by <> decision_by));
ALTER TABLE appeal ADD CONSTRAINT appeal_message CHECK (((length(message) >= 1) AND (length(message) <= 2000)));
ALTER TABLE appeal ADD CONSTRAINT appeal_outcome CHECK ((outcome = ANY (ARRAY['granted'::text, 'denied'::text])));
ALTER TABLE appeal ADD CONSTRAINT appeal_subject CHECK ((num_nonnulls(rejection_id, strike_id) = 1));
ALTER TABLE appeal ADD CONSTRAINT appeal_app FOREIGN KEY (app_id) REFERENCES app(id);
ALTER TABLE appeal ADD CONSTRAINT appeal_rejection FOREIGN KEY (rejection_id) REFERENCES rejection(id);
ALTER TABLE appeal ADD CONSTRAINT appeal_strike FOREIGN KEY (strike_id) REFERENCES strike(id);
ALTER TABLE appeal ADD CONSTRAINT appeal_pkey PRIMARY KEY (id);
ALTER TABLE appeal ADD CONSTRAINT appeal_once_for_rejection UNIQUE (rejection_id);
ALTER TABLE appeal ADD CONSTRAINT appeal_once_for_strike UNIQUE (strike_id);
ALTER TABLE artifact ADD CONSTRAINT artifact_sha256 CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text));
ALTER TABLE artifact ADD CONSTRAINT artifact_size CHECK ((size_bytes > 0));
ALTER TABLE artifact ADD CONSTRAINT artifact_version_code_sign CHECK ((version_code >= 0));
ALTER TABLE artifact ADD CONSTRAINT artifact_app FOREIGN KEY (app_id) REFERENCES app(id);
ALTER TABLE artifact ADD CONSTRAINT artifact_pkey PRIMARY KEY (id);
ALTER TABLE artifact ADD CONSTRAINT artifact_of_app UNIQUE (app_id, id);
ALTER TABLE artifact ADD CONSTRAINT artifact_sha256_unique UNIQUE (app_id, sha256);
ALTER TABLE artifact ADD CONSTRAINT artifact_version_code_unique UNIQUE (app_id, version_code);
ALTER TABLE artifact_expansion ADD CONSTRAINT artifact_expansion_file FOREIGN KEY (app_id, type, file_id) REFERENCES expansion_file(app_id, type, id);
ALTER TABLE artifact_expansion ADD CONSTRAINT artifact_expansion_of_app FOREIGN KEY (app_id, artifact_id) REFERENCES artifact(app_id, id);
ALTER TABLE artifact_expansion ADD CONSTRAINT artifact_expansion_pk PRIMARY KEY (artifact_id, type);
ALTER TABLE artifact_symbols ADD CONSTRAINT artifact_symbols_sha256 CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text));
ALTER TABLE artifact_symbols ADD CONSTRAINT artifact_symbols_size CHECK ((size_bytes >= 0));
ALTER TABLE artifact_symbols ADD CONSTRAINT artifact_symbols_type CHECK ((type = ANY (ARRAY['proguard'::text, 'nativeCode'::text])));
ALTER TABLE artifact_symbols ADD CONSTRAINT artifact_symbols_artifact FOREIGN KEY (artifact_id) REFERENCES artifact(id);
ALTER TABLE artifact_symbols ADD CONSTRAINT artifact_symbols_pk PRIMARY KEY (artifact_id, type);
ALTER TABLE attempt_counter ADD CONSTRAINT attempt_counter_bucket_length CHECK ((length(bucket) <= 200));
ALTER TABLE attempt_counter ADD CONSTRAINT attempt_counter_locks CHECK ((locks >= 0));
ALTER TABLE attempt_counter ADD CONSTRAINT attempt_counter_locks_end CHECK (((locks = 0) OR (forget_locks_at IS NOT NULL)));
ALTER TABLE attempt_counter ADD CONSTRAINT attempt_counter_positive CHECK ((attempts >= 1));
ALTER TABLE attempt_counter ADD CONSTRAINT attempt_counter_pkey PRIMARY KEY (bucket);
ALTER TABLE audit_event ADD CONSTRAINT audit_event_action CHECK (((length(action) >= 3) AND (length(action) <= 100)));
ALTER TABLE audit_event ADD CONSTRAINT audit_event_actor_kind CHECK ((actor_kind = ANY (ARRAY['anonymous'::text, 'account'::text, 'service-account'::text, 'api-key'::text, 'system'::text])));
ALTER TABLE audit_event ADD CONSTRAINT audit_event_pkey PRIMARY KEY (id);
ALTER TABLE catalogue_import ADD CONSTRAINT catalogue_import_done CHECK ((entries_done >= 0));
ALTER TABLE catalogue_import ADD CONSTRAINT catalogue_import_file CHECK ((file_sha256 ~ '^[0-9a-f]{64}$'::text));
ALTER TABLE catalogue_import ADD CONSTRAINT catalogue_import_publisher FOREIGN KEY (publisher_id) REFERENCES publisher(id);
ALTER TABLE catalogue_import ADD CONSTRAINT catalogue_import_pk PRIMARY KEY (file_sha256, publisher_id);
ALTER TABLE change_set ADD CONSTRAINT change_set_applied CHECK (((state = ANY (ARRAY['applied'::text, 'reverted'::text])) = (applied_epoch IS NOT NULL)));
ALTER TABLE change_set ADD CONSTRAINT change_set_approved CHECK (((NOT needs_approval) OR (state <> ALL (ARRAY['approved'::text, 'scheduled'::text, 'applied'::text, 'reverted'::text])) OR (approved_by IS NOT NULL)));
ALTER TABLE change_set ADD CONSTRAINT change_set_approved_by_legal CHECK (((NOT needs_legal) OR (approved_by IS NULL) OR approved_as_legal));
ALTER TABLE change_set ADD CONSTRAINT change_set_edits CHECK (((jsonb_typeof(edits) = 'array'::text) AND (jsonb_array_length(edits) >= 1) AND (jsonb_array_length(edits) <= 500)));
ALTER TABLE change_set ADD CONSTRAINT change_set_four_eyes CHECK ((approved_by <> proposed_by));
ALTER TABLE change_set ADD CONSTRAINT change_set_previewed CHECK (((state = ANY (ARRAY['draft'::text, 'cancelled'::text])) OR (preview_hash IS NOT NULL)));
ALTER TABLE change_set ADD CONSTRAINT change_set_reason CHECK (((length(reason) >= 1) AND (length(reason) <= 2000)));
ALTER TABLE change_set ADD CONSTRAINT change_set_scheduled CHECK (((state <> 'scheduled'::text) OR (scheduled_for IS NOT NULL)));
ALTER TABLE change_set ADD CONSTRAINT change_set_state CHECK ((state = ANY (ARRAY['draft'::text, 'previewed'::text, 'awaiting-approval'::text, 'approved'::text, 'scheduled'::text, 'applied'::text, 'suspended'::text, 'cancelled'::text, 'reverted'::text])));
ALTER TABLE change_set ADD CONSTRAINT change_set_ticket CHECK (((length(ticket) >= 1) AND (length(ticket) <= 200)));
ALTER TABLE change_set ADD CONSTRAINT change_set_title CHECK (((length(title) >= 1) AND (length(title) <= 200)));
ALTER TABLE change_set ADD CONSTRAINT change_set_reverts FOREIGN KEY (reverts) REFERENCES change_set(id);
ALTER TABLE change_set ADD CONSTRAINT change_set_pk PRIMARY KEY (id);
ALTER TABLE closed_track ADD CONSTRAINT closed_track_name CHECK (((name ~ '^[a-z0-9]+([-_][a-z0-9]+)*$'::text) AND (length(name) <= 50) AND (name <> ALL (ARRAY['internal'::text, 'open'::text, 'production'::text]))));
ALTER TABLE closed_track ADD CONSTRAINT closed_track_app FOREIGN KEY (app_id) REFERENCES app(id);
ALTER TABLE closed_track ADD CONSTRAINT closed_track_pk PRIMARY KEY (app_id, name);
ALTER TABLE credential ADD CONSTRAINT credential_not_own_successor CHECK ((supersedes <> id));
ALTER TABLE credential ADD CONSTRAINT credential_recorded CHECK ((recorded_until > recorded_from));
ALTER TABLE credential ADD CONSTRAINT credential_status CHECK ((status = ANY (ARRAY['draft'::text, 'submitted'::text, 'verified'::text, 'rejected'::text, 'suspended'::text, 'revoked'::text, 'lapsed'::text])));
ALTER TABLE credential ADD CONSTRAINT credential_status_reason CHECK (((length(status_reason) >= 1) AND (length(status_reason) <= 2000)));
ALTER TABLE credential ADD CONSTRAINT credential_type CHECK (((type ~ '^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$'::text) AND (length(type) <= 60)));
ALTER TABLE credential ADD CONSTRAINT credential_valid CHECK ((valid_from < valid_until));
ALTER TABLE credential ADD CONSTRAINT credential_pk PRIMARY KEY (version);
ALTER TABLE credential_condition ADD CONSTRAINT credential_condition_because CHECK (((length(met_because) >= 1) AND (length(met_because) <= 2000)));
ALTER TABLE credential_condition ADD CONSTRAINT credential_condition_met CHECK ((((met_at IS NULL) = (met_by IS NULL)) AND ((met_at IS NULL) = (met_because IS NULL))));
ALTER TABLE credential_condition ADD CONSTRAINT credential_condition_most CHECK (((number >= 1) AND (number <= 50)));
ALTER TABLE credential_condition ADD CONSTRAINT credential_condition_text CHECK (((length(text) >= 1) AND (length(text) <= 500)));
ALTER TABLE credential_condition ADD CONSTRAINT credential_condition_pk PRIMARY KEY (id);
ALTER TABLE credential_condition ADD CONSTRAINT credential_condition_number UNIQUE (credential_id, number);
ALTER TABLE credential_evidence ADD CONSTRAINT credential_evidence_media_type CHECK ((media_type = ANY (ARRAY['application/pdf'::text, 'image/png'::text, 'image/jpeg'::text])));
ALTER TABLE credential_evidence ADD CONSTRAINT credential_evidence_name CHECK (((length(name) >= 1) AND (length(name) <= 200)));
ALTER TABLE credential_evidence ADD CONSTRAINT credential_evidence_sha256 CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text));
ALTER TABLE credential_evidence ADD CONSTRAINT credential_evidence_size CHECK ((size_bytes > 0));
ALTER TABLE credential_evidence ADD CONSTRAINT credential_evidence_pk PRIMARY KEY (id);
ALTER TABLE credential_evidence ADD CONSTRAINT credential_evidence_once UNIQUE (credential_id, sha256);
ALTER TABLE customer_order ADD CONSTRAINT customer_order_captured CHECK (((captured_amount >= 0) AND (captured_amount <= total_amount)));
ALTER TABLE customer_order ADD CONSTRAINT customer_order_home_form CHECK ((home_market ~ '^[A-Z]{2}(-[A-Z0-9]{1,3})?$'::text));
ALTER TABLE customer_order ADD CONSTRAINT customer_order_key_length CHECK (((length(idempotency_key) >= 1) AND (length(idempotency_key) <= 200)));
ALTER TABLE customer_order ADD CONSTRAINT customer_order_paid_in_full CHECK (((captured_amount = total_amount) OR ((fulfilled_at IS NULL) AND (status = ANY (ARRAY['pending'::text, 'awaiting-payment'::text, 'failed'::text, 'expired'::text])))));
ALTER TABLE customer_order ADD CONSTRAINT customer_order_refunded CHECK (((refunded_amount >= 0) AND (refunded_amount <= captured_amount)));
ALTER TABLE customer_order ADD CONSTRAINT customer_order_refunded_in_full CHECK (((status <> 'refunded'::text) OR (refunded_amount = captured_amount)));
ALTER TABLE customer_order ADD CONSTRAINT customer_order_ship_to_form CHECK ((ship_to_market ~ '^[A-Z]{2}(-[A-Z0-9]{1,3})?$'::text));
ALTER TABLE customer_order ADD CONSTRAINT customer_order_status CHECK ((((COALESCE(status_before, ''::text) || '>'::text) || status) = ANY (ARRAY['>pending'::text, 'pending>awaiting-payment'::text, 'pending>paid'::text, 'pending>refunding'::text, 'pending>failed'::text, 'pending>expired'::text, 'awaiting-payment>paid'::text, 'awaiting-payment>refunding'::text, 'awaiting-payment>failed'::text, 'awaiting-payment>expired'::text, 'expired>refunding'::text, 'failed>refunding'::text, 'paid>refunding'::text, 'refunding>refunded'::text, 'refunding>partially-refunded'::text, 'refunding>paid'::text, 'refunding>refund-failed'::text, 'refund-failed>refunding'::text, 'partially-refunded>refunding'::text, 'partially-refunded>paid'::text, 'partially-refunded>refund-failed'::text, 'refunded>paid'::text, 'refunded>partially-refunded'::text, 'refunded>refund-failed'::text])));
ALTER TABLE customer_order ADD CONSTRAINT customer_order_total CHECK ((total_amount >= 0));
ALTER TABLE customer_order ADD CONSTRAINT customer_order_pkey PRIMARY KEY (id);
ALTER TABLE customer_order ADD CONSTRAINT customer_order_idempotency UNIQUE (account_id, idempotency_key);
ALTER TABLE customer_order ADD CONSTRAINT customer_order_payment_intent UNIQUE (payment_intent_id);
ALTER TABLE deal ADD CONSTRAINT deal_kind CHECK ((kind = ANY (ARRAY['licence'::text, 'cross-licence'::text, 'covenant'::text, 'court-permission'::text, 'assignment'::text])));
ALTER TABLE deal ADD CONSTRAINT deal_recorded CHECK ((recorded_until > recorded_from));
ALTER TABLE deal ADD CONSTRAINT deal_valid CHECK ((valid_from < valid_until));
ALTER TABLE deal ADD CONSTRAINT deal_pk PRIMARY KEY (version);
ALTER TABLE device ADD CONSTRAINT device_attributes CHECK ((jsonb_typeof(attributes) = 'object'::text));
ALTER TABLE device ADD CONSTRAINT device_category_kind CHECK ((category ~~ 'device/%'::text));
ALTER TABLE device ADD CONSTRAINT device_slug CHECK (((slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text) AND (length(slug) <= 80)));
ALTER TABLE device ADD CONSTRAINT device_version CHECK ((version >= 1));
ALTER TABLE device ADD CONSTRAINT device_pkey PRIMARY KEY (id);
ALTER TABLE device ADD CONSTRAINT device_slug_unique UNIQUE (slug);
ALTER TABLE device_name ADD CONSTRAINT device_name_length CHECK (((length(name) >= 1) AND (length(name) <= 80)));
ALTER TABLE device_name ADD CONSTRAINT device_name_locale CHECK (((length(locale) >= 2) AND (length(locale) <= 16)));
ALTER TABLE device_name ADD CONSTRAINT device_name_summary CHECK ((length(summary) <= 200));
ALTER TABLE device_name ADD CONSTRAINT device_name_device FOREIGN KEY (device_id) REFERENCES device(id);
ALTER TABLE device_name ADD CONSTRAINT device_name_pk PRIMARY KEY (device_id, locale);
ALTER TABLE entitlement ADD CONSTRAINT entitlement_status CHECK ((((COALESCE(status_before, ''::text) || '>'::text) || status) = ANY (ARRAY['>active'::text, 'active>suspended'::text, 'active>revoked'::text, 'suspended>active'::text, 'suspended>revoked'::text])));
ALTER TABLE entitlement ADD CONSTRAINT entitlement_order FOREIGN KEY (order_id) REFERENCES customer_order(id);
ALTER TABLE entitlement ADD CONSTRAINT entitlement_pkey PRIMARY KEY (id);
ALTER TABLE exchange_rate ADD CONSTRAINT exchange_rate_currency CHECK (((currency ~ '^[A-Z]{3}$'::text) AND (currency <> 'EUR'::text)));
ALTER TABLE exchange_rate ADD CONSTRAINT exchange_rate_positive CHECK ((per_euro > (0)::numeric));
ALTER TABLE exchange_rate ADD CONSTRAINT exchange_rate_source CHECK (((length(source) >= 1) AND (length(source) <= 100)));
ALTER TABLE exchange_rate ADD CONSTRAINT exchange_rate_pk PRIMARY KEY (currency, observed_on, source);
ALTER TABLE expansion_file ADD CONSTRAINT expansion_file_sha256 CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text));
ALTER TABLE expansion_file ADD CONSTRAINT expansion_file_size CHECK ((size_bytes > 0));
ALTER TABLE expansion_file ADD CONSTRAINT expansion_file_type CHECK ((type = ANY (ARRAY['main'::text, 'patch'::text])));
ALTER TABLE expansion_file ADD CONSTRAINT expansion_file_edit FOREIGN KEY (edit_id) REFERENCES app_edit(id);
ALTER TABLE expansion_file ADD CONSTRAINT expansion_file_of_app FOREIGN KEY (app_id, artifact_id) REFERENCES artifact(app_id, id);
ALTER TABLE expansion_file ADD CONSTRAINT expansion_file_pk PRIMARY KEY (id);
ALTER TABLE expansion_file ADD CONSTRAINT expansion_file_key_unique UNIQUE (file_key);
ALTER TABLE expansion_file ADD CONSTRAINT expansion_file_of_app_and_type UNIQUE (app_id, type, id);
ALTER TABLE factor_challenge ADD CONSTRAINT factor_challenge_attempts CHECK (((attempts >= 0) AND (attempts <= 5)));
ALTER TABLE factor_challenge ADD CONSTRAINT factor_challenge_hash_sha256 CHECK ((length(hash) = 32));
ALTER TABLE factor_challenge ADD CONSTRAINT factor_challenge_purpose CHECK ((purpose = ANY (ARRAY['sign-in'::text, 'add-passkey'::text, 'passkey-sign-in'::text])));
ALTER TABLE factor_challenge ADD CONSTRAINT factor_challenge_whose CHECK (((account_id IS NULL) = (purpose = 'passkey-sign-in'::text)));
ALTER TABLE factor_challenge ADD CONSTRAINT factor_challenge_account FOREIGN KEY (account_id) REFERENCES account(id);
ALTER TABLE factor_challenge ADD CONSTRAINT factor_challenge_pkey PRIMARY KEY (hash);
ALTER TABLE idempotency_key ADD CONSTRAINT idempotency_key_length CHECK (((length(key) >= 1) AND (length(key) <= 200)));
ALTER TABLE idempotency_key ADD CONSTRAINT idempotency_key_pk PRIMARY KEY (scope, key);
ALTER TABLE image_file ADD CONSTRAINT image_file_height CHECK ((height > 0));
ALTER TABLE image_file ADD CONSTRAINT image_file_media_type CHECK ((media_type = ANY (ARRAY['image/png'::text, 'image/jpeg'::text])));
ALTER TABLE image_file ADD CONSTRAINT image_file_sha1 CHECK ((sha1 ~ '^[0-9a-f]{40}$'::text));
ALTER TABLE image_file ADD CONSTRAINT image_file_sha256 CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text));
ALTER TABLE image_file ADD CONSTRAINT image_file_size CHECK ((size_bytes > 0));
ALTER TABLE image_file ADD CONSTRAINT image_file_width CHECK ((width > 0));
ALTER TABLE image_file ADD CONSTRAINT image_file_pk PRIMARY KEY (sha256);
ALTER TABLE in_app_product ADD CONSTRAINT in_app_product_amount CHECK ((default_amount > 0));
ALTER TABLE in_app_product ADD CONSTRAINT in_app_product_currency CHECK ((default_currency ~ '^[A-Z]{3}$'::text));
ALTER TABLE in_app_product ADD CONSTRAINT in_app_product_kind CHECK ((kind = 'one-time'::text));
ALTER TABLE in_app_product ADD CONSTRAINT in_app_product_listings CHECK (((jsonb_typeof(listings) = 'object'::text) AND (listings ? default_locale)));
ALTER TABLE in_app_product ADD CONSTRAINT in_app_product_locale CHECK (((length(default_locale) >= 2) AND (length(default_locale) <= 16)));
ALTER TABLE in_app_product ADD CONSTRAINT in_app_product_status CHECK ((status = ANY (ARRAY['active'::text, 'inactive'::text])));
ALTER TABLE in_app_product ADD CONSTRAINT in_app_product_version CHECK ((version >= 1));
ALTER TABLE in_app_product ADD CONSTRAINT in_app_product_claim FOREIGN KEY (app_id, sku, kind) REFERENCES product_id_claim(app_id, product_id, kind);
ALTER TABLE in_app_product ADD CONSTRAINT in_app_product_pkey PRIMARY KEY (id);
ALTER TABLE in_app_product ADD CONSTRAINT in_app_product_once UNIQUE (app_id, sku);
ALTER TABLE in_app_product_price ADD CONSTRAINT in_app_product_price_amount CHECK ((amount > 0));
ALTER TABLE in_app_product_price ADD CONSTRAINT in_app_product_price_currency CHECK ((currency ~ '^[A-Z]{3}$'::text));
ALTER TABLE in_app_product_price ADD CONSTRAINT in_app_product_price_region CHECK ((length(region) <= 32));
ALTER TABLE in_app_product_price ADD CONSTRAINT in_app_product_price_product FOREIGN KEY (product_id) REFERENCES in_app_product(id);
ALTER TABLE in_app_product_price ADD CONSTRAINT in_app_product_price_pk PRIMARY KEY (product_id, region);
ALTER TABLE inbox_event ADD CONSTRAINT inbox_event_pkey PRIMARY KEY (id);
ALTER TABLE inbox_event ADD CONSTRAINT inbox_event_once UNIQUE (source, external_id);
ALTER TABLE mail_message ADD CONSTRAINT mail_message_kind CHECK (((length(kind) >= 3) AND (length(kind) <= 100)));
ALTER TABLE mail_message ADD CONSTRAINT mail_message_sealed_until_sent CHECK (((sealed IS NULL) = (sent_at IS NOT NULL)));
ALTER TABLE mail_message ADD CONSTRAINT mail_message_to_length CHECK (((length(to_address) >= 3) AND (length(to_address) <= 254)));
ALTER TABLE mail_message ADD CONSTRAINT mail_message_pkey PRIMARY KEY (id);
ALTER TABLE market ADD CONSTRAINT market_code CHECK (((code ~ '^[A-Z0-9]+(-[A-Z0-9]+)*$'::text) AND (length(code) <= 32)));
ALTER TABLE market ADD CONSTRAINT market_name CHECK (((length(name) >= 1) AND (length(name) <= 200)));
ALTER TABLE market ADD CONSTRAINT market_not_own_parent CHECK ((parent <> code));
ALTER TABLE market ADD CONSTRAINT market_slot_range CHECK (((slot >= 0) AND (slot < 512)));
ALTER TABLE market ADD CONSTRAINT market_parent FOREIGN KEY (parent) REFERENCES market(code);
ALTER TABLE market ADD CONSTRAINT market_pk PRIMARY KEY (code);
ALTER TABLE market ADD CONSTRAINT market_slot UNIQUE (slot);
ALTER TABLE market_currency ADD CONSTRAINT market_currency_code CHECK ((currency ~ '^[A-Z]{3}$'::text));
ALTER TABLE market_currency ADD CONSTRAINT market_currency_recorded CHECK ((recorded_until > recorded_from));
ALTER TABLE market_currency ADD CONSTRAINT market_currency_valid CHECK ((valid_from < valid_until));
ALTER TABLE market_currency ADD CONSTRAINT market_currency_market FOREIGN KEY (market) REFERENCES market(code);
ALTER TABLE market_currency ADD CONSTRAINT market_currency_pk PRIMARY KEY (version);
ALTER TABLE market_group ADD CONSTRAINT market_group_code CHECK (((code ~ '^[A-Z0-9]+(-[A-Z0-9]+)*$'::text) AND (length(code) <= 32)));
ALTER TABLE market_group ADD CONSTRAINT market_group_name CHECK (((length(name) >= 1) AND (length(name) <= 200)));
ALTER TABLE market_group ADD CONSTRAINT market_group_pk PRIMARY KEY (code);
ALTER TABLE market_group_label ADD CONSTRAINT market_group_label_length CHECK (((length(name) >= 1) AND (length(name) <= 200)));
ALTER TABLE market_group_label ADD CONSTRAINT market_group_label_recorded CHECK ((recorded_until > recorded_from));
ALTER TABLE market_group_label ADD CONSTRAINT market_group_label_group FOREIGN KEY (market_group) REFERENCES market_group(code);
ALTER TABLE market_group_label ADD CONSTRAINT market_group_label_pk PRIMARY KEY (version);
ALTER TABLE market_group_member ADD CONSTRAINT market_group_member_recorded CHECK ((recorded_until > recorded_from));
ALTER TABLE market_group_member ADD CONSTRAINT market_group_member_valid CHECK ((valid_from < valid_until));
ALTER TABLE market_group_member ADD CONSTRAINT market_group_member_group FOREIGN KEY (market_group) REFERENCES market_group(code);
ALTER TABLE market_group_member ADD CONSTRAINT market_group_member_market FOREIGN KEY (market) REFERENCES market(code);
ALTER TABLE market_group_member ADD CONSTRAINT market_group_member_pk PRIMARY KEY (version);
ALTER TABLE market_name ADD CONSTRAINT market_name_length CHECK (((length(name) >= 1) AND (length(name) <= 200)));
ALTER TABLE market_name ADD CONSTRAINT market_name_recorded CHECK ((recorded_until > recorded_from));
ALTER TABLE market_name ADD CONSTRAINT market_name_market FOREIGN KEY (market) REFERENCES market(code);
ALTER TABLE market_name ADD CONSTRAINT market_name_pk PRIMARY KEY (version);
ALTER TABLE market_status ADD CONSTRAINT market_status_known CHECK ((status = ANY (ARRAY['planned'::text, 'open'::text, 'suspended'::text, 'closed'::text])));
ALTER TABLE market_status ADD CONSTRAINT market_status_recorded CHECK ((recorded_until > recorded_from));
ALTER TABLE market_status ADD CONSTRAINT market_status_market FOREIGN KEY (market) REFERENCES market(code);
ALTER TABLE market_status ADD CONSTRAINT market_status_pk PRIMARY KEY (version);
ALTER TABLE market_successor ADD CONSTRAINT market_successor_other CHECK ((successor <> market));
ALTER TABLE market_successor ADD CONSTRAINT market_successor_recorded CHECK ((recorded_until > recorded_from));
ALTER TABLE market_successor ADD CONSTRAINT market_successor_market FOREIGN KEY (market) REFERENCES market(code);
ALTER TABLE market_successor ADD CONSTRAINT market_successor_successor FOREIGN KEY (successor) REFERENCES market(code);
ALTER TABLE market_successor ADD CONSTRAINT market_successor_pk PRIMARY KEY (version);
ALTER TABLE offer_rule ADD CONSTRAINT offer_rule_actions CHECK (((cardinality(actions) >= 1) AND (actions <@ ARRAY['list'::text, 'acquire'::text])));
ALTER TABLE offer_rule ADD CONSTRAINT offer_rule_publisher CHECK (((side = 'store'::text) OR (publisher_id IS NOT NULL)));
ALTER TABLE offer_rule ADD CONSTRAINT offer_rule_recorded CHECK ((recorded_until > recorded_from));
ALTER TABLE offer_rule ADD CONSTRAINT offer_rule_side CHECK ((side = ANY (ARRAY['publisher'::text, 'store'::text])));
ALTER TABLE offer_rule ADD CONSTRAINT offer_rule_valid CHECK ((valid_from < valid_until));
ALTER TABLE offer_rule ADD CONSTRAINT offer_rule_item FOREIGN KEY (item_id) REFERENCES region_item(id);
ALTER TABLE offer_rule ADD CONSTRAINT offer_rule_pk PRIMARY KEY (version);
ALTER TABLE open_tester ADD CONSTRAINT open_tester_app FOREIGN KEY (app_id) REFERENCES app(id);
ALTER TABLE open_tester ADD CONSTRAINT open_tester_pk PRIMARY KEY (account_id, app_id);
ALTER TABLE order_line ADD CONSTRAINT order_line_amount CHECK ((amount >= 0));
ALTER TABLE order_line ADD CONSTRAINT order_line_kind CHECK ((kind = ANY (ARRAY['app'::text, 'device'::text])));
ALTER TABLE order_line ADD CONSTRAINT order_line_order FOREIGN KEY (order_id) REFERENCES customer_order(id);
ALTER TABLE order_line ADD CONSTRAINT order_line_pkey PRIMARY KEY (id);
ALTER TABLE order_line ADD CONSTRAINT order_line_item UNIQUE (order_id, item_id);
ALTER TABLE order_line ADD CONSTRAINT order_line_position UNIQUE (order_id, "position");
ALTER TABLE price ADD CONSTRAINT price_amount CHECK ((((amount IS NULL) = (currency IS NULL)) AND ((amount IS NULL) OR (amount > 0))));
ALTER TABLE price ADD CONSTRAINT price_item FOREIGN KEY (item_id) REFERENCES price_list(item_id);
ALTER TABLE price ADD CONSTRAINT price_pkey PRIMARY KEY (id);
ALTER TABLE price ADD CONSTRAINT price_one_at_a_time UNIQUE (item_id, market, valid_from);
ALTER TABLE price_list ADD CONSTRAINT price_list_pkey PRIMARY KEY (item_id);
ALTER TABLE product_id_claim ADD CONSTRAINT product_id_claim_form CHECK (((product_id ~ '^[a-z0-9][a-z0-9_.]*$'::text) AND (length(product_id) <= 139) AND (product_id !~~ 'android.test%'::text)));
ALTER TABLE product_id_claim ADD CONSTRAINT product_id_claim_kind CHECK ((kind = ANY (ARRAY['one-time'::text, 'subscription'::text])));
ALTER TABLE product_id_claim ADD CONSTRAINT product_id_claim_app FOREIGN KEY (app_id) REFERENCES app(id);
ALTER TABLE product_id_claim ADD CONSTRAINT product_id_claim_pk PRIMARY KEY (app_id, product_id);
ALTER TABLE product_id_claim ADD CONSTRAINT product_id_claim_of_kind UNIQUE (app_id, product_id, kind);
ALTER TABLE prohibition ADD CONSTRAINT prohibition_actions CHECK (((cardinality(actions) >= 1) AND (actions <@ ARRAY['list'::text, 'acquire'::text])));
ALTER TABLE prohibition ADD CONSTRAINT prohibition_authority CHECK (((authority_url IS NULL) OR (authority_name IS NOT NULL)));
ALTER TABLE prohibition ADD CONSTRAINT prohibition_reason CHECK (((length(reason) >= 1) AND (length(reason) <= 2000)));
ALTER TABLE prohibition ADD CONSTRAINT prohibition_recorded CHECK ((recorded_until > recorded_from));
ALTER TABLE prohibition ADD CONSTRAINT prohibition_retention CHECK ((retention = ANY (ARRAY['full'::text, 'update-only'::text, 'freeze'::text, 'revoke'::text])));
ALTER TABLE prohibition ADD CONSTRAINT prohibition_type CHECK (((type ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text) AND (length(type) <= 60)));
ALTER TABLE prohibition ADD CONSTRAINT prohibition_valid CHECK ((valid_from < valid_until));
ALTER TABLE prohibition ADD CONSTRAINT prohibition_visibility CHECK ((visibility = ANY (ARRAY['public'::text, 'publisher'::text, 'staff'::text, 'legal'::text])));
ALTER TABLE prohibition ADD CONSTRAINT prohibition_pk PRIMARY KEY (version);
ALTER TABLE publisher ADD CONSTRAINT publisher_contact_email_length CHECK (((length(contact_email) >= 3) AND (length(contact_email) <= 254)));
ALTER TABLE publisher ADD CONSTRAINT publisher_country_form CHECK ((country ~ '^[A-Z]{2}$'::text));
ALTER TABLE publisher ADD CONSTRAINT publisher_has_owner CHECK ((owner_count >= 1));
ALTER TABLE publisher ADD CONSTRAINT publisher_name_length CHECK (((length(name) >= 1) AND (length(name) <= 100)));
ALTER TABLE publisher ADD CONSTRAINT publisher_founder FOREIGN KEY (founder_id) REFERENCES account(id);
ALTER TABLE publisher ADD CONSTRAINT publisher_pkey PRIMARY KEY (id);
ALTER TABLE publisher ADD CONSTRAINT publisher_name_unique_for_founder UNIQUE (founder_id, name_key);
ALTER TABLE publisher_invitation ADD CONSTRAINT publisher_invitation_accepted_by CHECK (((accepted_at IS NULL) = (accepted_by IS NULL)));
ALTER TABLE publisher_invitation ADD CONSTRAINT publisher_invitation_app_grants_object CHECK ((jsonb_typeof(app_grants) = 'object'::text));
ALTER TABLE publisher_invitation ADD CONSTRAINT publisher_invitation_email CHECK (((email = lower(email)) AND (length(email) <= 254)));
ALTER TABLE publisher_invitation ADD CONSTRAINT publisher_invitation_hash_check CHECK ((length(hash) = 32));
ALTER TABLE publisher_invitation ADD CONSTRAINT publisher_invitation_one_end CHECK (((accepted_at IS NULL) OR (withdrawn_at IS NULL)));
ALTER TABLE publisher_invitation ADD CONSTRAINT publisher_invitation_accepter FOREIGN KEY (accepted_by) REFERENCES account(id);
ALTER TABLE publisher_invitation ADD CONSTRAINT publisher_invitation_inviter FOREIGN KEY (invited_by) REFERENCES account(id);
ALTER TABLE publisher_invitation ADD CONSTRAINT publisher_invitation_publisher FOREIGN KEY (publisher_id) REFERENCES publisher(id);
ALTER TABLE publisher_invitation ADD CONSTRAINT publisher_invitation_pkey PRIMARY KEY (id);
ALTER TABLE publisher_invitation ADD CONSTRAINT publisher_invitation_hash_unique UNIQUE (hash);
ALTER TABLE publisher_member ADD CONSTRAINT publisher_member_app_grants_object CHECK ((jsonb_typeof(app_grants) = 'object'::text));
ALTER TABLE publisher_member ADD CONSTRAINT publisher_member_may_something CHECK ((((cardinality(roles) + cardinality(permissions)) > 0) OR (app_grants <> '{}'::jsonb)));
ALTER TABLE publisher_member ADD CONSTRAINT publisher_member_permissions_count CHECK ((cardinality(permissions) <= 50));
ALTER TABLE publisher_member ADD CONSTRAINT publisher_member_roles CHECK (((cardinality(roles) <= 5) AND (roles <@ ARRAY['owner'::text, 'admin'::text, 'release-manager'::text, 'finance'::text, 'viewer'::text])));
ALTER TABLE publisher_member ADD CONSTRAINT publisher_member_account FOREIGN KEY (account_id) REFERENCES account(id);
ALTER TABLE publisher_member ADD CONSTRAINT publisher_member_publisher FOREIGN KEY (publisher_id) REFERENCES publisher(id);
ALTER TABLE publisher_member ADD CONSTRAINT publisher_member_pk PRIMARY KEY (publisher_id, account_id);
ALTER TABLE publisher_statement ADD CONSTRAINT publisher_statement_details CHECK (((jsonb_typeof(details) = 'object'::text) AND (length((details)::text) <= 10000)));
ALTER TABLE publisher_statement ADD CONSTRAINT publisher_statement_part CHECK ((part = ANY (ARRAY['legal-entity'::text, 'address'::text, 'trader'::text])));
ALTER TABLE publisher_statement ADD CONSTRAINT publisher_statement_publisher FOREIGN KEY (publisher_id) REFERENCES publisher(id);
ALTER TABLE publisher_statement ADD CONSTRAINT publisher_statement_stated_by FOREIGN KEY (stated_by) REFERENCES account(id);
ALTER TABLE publisher_statement ADD CONSTRAINT publisher_statement_pkey PRIMARY KEY (id);
ALTER TABLE publisher_statement ADD CONSTRAINT publisher_statement_credential_unique UNIQUE (credential_id);
ALTER TABLE recovery_code ADD CONSTRAINT recovery_code_hash_sha256 CHECK ((length(hash) = 32));
ALTER TABLE recovery_code ADD CONSTRAINT recovery_code_account FOREIGN KEY (account_id) REFERENCES account(id);
ALTER TABLE recovery_code ADD CONSTRAINT recovery_code_pk PRIMARY KEY (account_id, hash);
ALTER TABLE refresh_token ADD CONSTRAINT refresh_token_hash_sha256 CHECK ((length(hash) = 32));
ALTER TABLE refresh_token ADD CONSTRAINT refresh_token_session FOREIGN KEY (session_id) REFERENCES session(id) ON DELETE CASCADE;
ALTER TABLE refresh_token ADD CONSTRAINT refresh_token_pkey PRIMARY KEY (hash);
ALTER TABLE refund ADD CONSTRAINT refund_amount CHECK ((amount > 0));
ALTER TABLE refund ADD CONSTRAINT refund_key_length CHECK (((length(idempotency_key) >= 1) AND (length(idempotency_key) <= 200)));
ALTER TABLE refund ADD CONSTRAINT refund_status CHECK ((((COALESCE(status_before, ''::text) || '>'::text) || status) = ANY (ARRAY['>requested'::text, 'requested>submitted'::text, 'requested>succeeded'::text, 'requested>failed'::text, 'submitted>succeeded'::text, 'submitted>failed'::text, 'succeeded>failed'::text])));
ALTER TABLE refund ADD CONSTRAINT refund_order FOREIGN KEY (order_id) REFERENCES customer_order(id);
ALTER TABLE refund ADD CONSTRAINT refund_pkey PRIMARY KEY (id);
ALTER TABLE refund ADD CONSTRAINT refund_idempotency UNIQUE (order_id, requested_by, idempotency_key);
ALTER TABLE refund ADD CONSTRAINT refund_stripe UNIQUE (stripe_refund_id);
ALTER TABLE refused_file ADD CONSTRAINT refused_file_reason CHECK (((length(reason) >= 1) AND (length(reason) <= 500)));
ALTER TABLE refused_file ADD CONSTRAINT refused_file_sha256 CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text));
ALTER TABLE refused_file ADD CONSTRAINT refused_file_pkey PRIMARY KEY (sha256);
ALTER TABLE region_change ADD CONSTRAINT region_change_actor_kind CHECK ((actor_kind = ANY (ARRAY['account'::text, 'service-account'::text, 'api-key'::text, 'system'::text])));
ALTER TABLE region_change ADD CONSTRAINT region_change_kind CHECK (((length(kind) >= 3) AND (length(kind) <= 100)));
ALTER TABLE region_change ADD CONSTRAINT region_change_pk PRIMARY KEY (epoch);
ALTER TABLE region_change ADD CONSTRAINT region_change_at UNIQUE (at);
ALTER TABLE region_epoch ADD CONSTRAINT region_epoch_number CHECK ((epoch >= 0));
ALTER TABLE region_epoch ADD CONSTRAINT region_epoch_single CHECK ((id = 1));
ALTER TABLE region_epoch ADD CONSTRAINT region_epoch_pkey PRIMARY KEY (id);
ALTER TABLE region_item ADD CONSTRAINT region_item_attributes CHECK ((jsonb_typeof(attributes) = 'object'::text));
ALTER TABLE region_item ADD CONSTRAINT region_item_category CHECK (((length(category) >= 1) AND (length(category) <= 200)));
ALTER TABLE region_item ADD CONSTRAINT region_item_kind CHECK ((kind = ANY (ARRAY['app'::text, 'device'::text, 'in-app-product'::text])));
ALTER TABLE region_item ADD CONSTRAINT region_item_ordinal_range CHECK ((ordinal >= 0));
ALTER TABLE region_item ADD CONSTRAINT region_item_parent_kind CHECK (((parent_id IS NULL) OR (kind = 'in-app-product'::text)));
ALTER TABLE region_item ADD CONSTRAINT region_item_prices CHECK ((jsonb_typeof(prices) = 'array'::text));
ALTER TABLE region_item ADD CONSTRAINT region_item_rank CHECK ((rank >= 0));
ALTER TABLE region_item ADD CONSTRAINT region_item_parent FOREIGN KEY (parent_id) REFERENCES region_item(id);
ALTER TABLE region_item ADD CONSTRAINT region_item_pk PRIMARY KEY (id);
ALTER TABLE region_item ADD CONSTRAINT region_item_ordinal UNIQUE (ordinal);
ALTER TABLE region_item_history ADD CONSTRAINT region_item_history_pk PRIMARY KEY (item_id, revision);
ALTER TABLE region_item_revision ADD CONSTRAINT region_item_revision_count CHECK ((item_count >= 0));
ALTER TABLE region_item_revision ADD CONSTRAINT region_item_revision_number CHECK ((revision >= 0));
ALTER TABLE region_item_revision ADD CONSTRAINT region_item_revision_single CHECK ((id = 1));
ALTER TABLE region_item_revision ADD CONSTRAINT region_item_revision_pkey PRIMARY KEY (id);
ALTER TABLE rejection ADD CONSTRAINT rejection_appeal_from CHECK ((appeal_from > rejected_at));
ALTER TABLE rejection ADD CONSTRAINT rejection_message CHECK (((length(message) >= 1) AND (length(message) <= 2000)));
ALTER TABLE rejection ADD CONSTRAINT rejection_policies CHECK (((cardinality(policies) >= 1) AND (cardinality(policies) <= 5)));
ALTER TABLE rejection ADD CONSTRAINT rejection_release FOREIGN KEY (app_id, release_id) REFERENCES release(app_id, id);
ALTER TABLE rejection ADD CONSTRAINT rejection_pkey PRIMARY KEY (id);
ALTER TABLE release ADD CONSTRAINT release_decided CHECK (((decided_at IS NULL) = (status = ANY (ARRAY['draft'::text, 'submitted'::text, 'in-review'::text]))));
ALTER TABLE release ADD CONSTRAINT release_decision_message CHECK ((length(decision_message) <= 2000));
ALTER TABLE release ADD CONSTRAINT release_decision_policies CHECK (((cardinality(decision_policies) >= 1) AND (cardinality(decision_policies) <= 5)));
ALTER TABLE release ADD CONSTRAINT release_findings CHECK ((jsonb_typeof(findings) = 'array'::text));
ALTER TABLE release ADD CONSTRAINT release_held_by CHECK ((held_by >= 0));
ALTER TABLE release ADD CONSTRAINT release_in_queue CHECK (((status <> ALL (ARRAY['submitted'::text, 'in-review'::text])) OR (review_rank IS NOT NULL)));
ALTER TABLE release ADD CONSTRAINT release_live_reaches_all CHECK (((status <> 'live'::text) OR ((share = 1000) AND ((targeting IS NULL) OR ((targeting ->> 'includeRestOfWorld'::text))::boolean))));
ALTER TABLE release ADD CONSTRAINT release_name CHECK (((length(name) >= 1) AND (length(name) <= 50)));
ALTER TABLE release ADD CONSTRAINT release_notes CHECK ((jsonb_typeof(notes) = 'object'::text));
ALTER TABLE release ADD CONSTRAINT release_queued CHECK ((((review_rank IS NULL) = (queued_at IS NULL)) AND ((review_rank IS NULL) = (held_by IS NULL))));
ALTER TABLE release ADD CONSTRAINT release_raise_reason CHECK (((length(raise_reason) >= 1) AND (length(raise_reason) <= 500)));
ALTER TABLE release ADD CONSTRAINT release_raised CHECK (((raise_reason IS NOT NULL) OR (review_rank IS DISTINCT FROM 0)));
ALTER TABLE release ADD CONSTRAINT release_rejection_reason CHECK (((status <> 'rejected'::text) OR ((decision_policies IS NOT NULL) AND (decision_message IS NOT NULL))));
ALTER TABLE release ADD CONSTRAINT release_review_rank CHECK (((review_rank >= 0) AND (review_rank <= 4)));
ALTER TABLE release ADD CONSTRAINT release_reviewer CHECK (((reviewer_id IS NULL) = (status = ANY (ARRAY['draft'::text, 'submitted'::text]))));
ALTER TABLE release ADD CONSTRAINT release_share CHECK (((share >= 1) AND (share <= 1000)));
ALTER TABLE release ADD CONSTRAINT release_share_rises CHECK (((previous_share IS NULL) OR (previous_share < share)));
ALTER TABLE release ADD CONSTRAINT release_submitted CHECK (((submitted_at IS NULL) = (status = 'draft'::text)));
ALTER TABLE release ADD CONSTRAINT release_taken CHECK (((taken_at IS NOT NULL) = (status = 'in-review'::text)));
ALTER TABLE release ADD CONSTRAINT release_targeting CHECK ((jsonb_typeof(targeting) = 'object'::text));
ALTER TABLE release ADD CONSTRAINT release_transition CHECK ((((COALESCE(previous_status, 'new'::text) || ' -> '::text) || status) = ANY (ARRAY['new -> draft'::text, 'draft -> submitted'::text, 'submitted -> in-review'::text, 'in-review -> submitted'::text, 'in-review -> approved'::text, 'in-review -> rejected'::text, 'rejected -> submitted'::text, 'approved -> staged'::text, 'approved -> live'::text, 'staged -> live'::text, 'staged -> halted'::text, 'staged -> superseded'::text, 'live -> superseded'::text, 'live -> halted'::text, 'halted -> staged'::text, 'halted -> live'::text, 'superseded -> live'::text])));
ALTER TABLE release ADD CONSTRAINT release_update_priority CHECK (((update_priority >= 0) AND (update_priority <= 5)));
ALTER TABLE release ADD CONSTRAINT release_version CHECK ((version >= 1));
ALTER TABLE release ADD CONSTRAINT release_went_live CHECK (((status <> ALL (ARRAY['staged'::text, 'live'::text, 'superseded'::text, 'halted'::text])) OR (live_at IS NOT NULL)));
ALTER TABLE release ADD CONSTRAINT release_app FOREIGN KEY (app_id) REFERENCES app(id);
ALTER TABLE release ADD CONSTRAINT release_artifact_of_app FOREIGN KEY (app_id, artifact_id) REFERENCES artifact(app_id, id);
ALTER TABLE release ADD CONSTRAINT release_pkey PRIMARY KEY (id);
ALTER TABLE release ADD CONSTRAINT release_of_app UNIQUE (app_id, id);
ALTER TABLE release_artifact ADD CONSTRAINT release_artifact_of_app FOREIGN KEY (app_id, artifact_id) REFERENCES artifact(app_id, id);
ALTER TABLE release_artifact ADD CONSTRAINT release_artifact_release FOREIGN KEY (app_id, release_id) REFERENCES release(app_id, id);
ALTER TABLE release_artifact ADD CONSTRAINT release_artifact_pk PRIMARY KEY (release_id, artifact_id);
ALTER TABLE requirement ADD CONSTRAINT requirement_actions CHECK (((cardinality(actions) >= 1) AND (actions <@ ARRAY['list'::text, 'acquire'::text, 'redownload'::text, 'update'::text, 'renew'::text])));
ALTER TABLE requirement ADD CONSTRAINT requirement_any_of CHECK ((jsonb_array_length(any_of) >= 1));
ALTER TABLE requirement ADD CONSTRAINT requirement_enforcement CHECK ((enforcement = ANY (ARRAY['blocking'::text, 'risk-gated'::text, 'advisory'::text])));
ALTER TABLE requirement ADD CONSTRAINT requirement_missing_code CHECK ((missing_code ~ '^[A-Z]+\.[A-Z][A-Z0-9_]*$'::text));
ALTER TABLE requirement ADD CONSTRAINT requirement_recorded CHECK ((recorded_until > recorded_from));
ALTER TABLE requirement ADD CONSTRAINT requirement_valid CHECK ((valid_from < valid_until));
ALTER TABLE requirement ADD CONSTRAINT requirement_visibility CHECK ((visibility = ANY (ARRAY['public'::text, 'publisher'::text, 'staff'::text, 'legal'::text])));
ALTER TABLE requirement ADD CONSTRAINT requirement_pk PRIMARY KEY (version);
ALTER TABLE reviewed_content ADD CONSTRAINT reviewed_content_object CHECK ((jsonb_typeof(content) = 'object'::text));
ALTER TABLE reviewed_content ADD CONSTRAINT reviewed_content_release FOREIGN KEY (release_id) REFERENCES release(id);
ALTER TABLE reviewed_content ADD CONSTRAINT reviewed_content_pkey PRIMARY KEY (release_id);
ALTER TABLE risk_acceptance ADD CONSTRAINT risk_acceptance_recorded CHECK ((recorded_until > recorded_from));
ALTER TABLE risk_acceptance ADD CONSTRAINT risk_acceptance_valid CHECK ((valid_from < valid_until));
ALTER TABLE risk_acceptance ADD CONSTRAINT risk_acceptance_pk PRIMARY KEY (version);
ALTER TABLE seed_run ADD CONSTRAINT seed_run_pk PRIMARY KEY (name);
ALTER TABLE service_account ADD CONSTRAINT service_account_app_grants_object CHECK ((jsonb_typeof(app_grants) = 'object'::text));
ALTER TABLE service_account ADD CONSTRAINT service_account_client_id_form CHECK ((client_id ~ '^[0-9]{21}$'::text));
ALTER TABLE service_account ADD CONSTRAINT service_account_email_length CHECK ((length(email) <= 254));
ALTER TABLE service_account ADD CONSTRAINT service_account_name_form CHECK ((name ~ '^[a-z][a-z0-9-]{1,28}[a-z0-9]$'::text));
ALTER TABLE service_account ADD CONSTRAINT service_account_permissions_count CHECK ((cardinality(permissions) <= 50));
ALTER TABLE service_account ADD CONSTRAINT service_account_creator FOREIGN KEY (created_by) REFERENCES account(id);
ALTER TABLE service_account ADD CONSTRAINT service_account_publisher FOREIGN KEY (publisher_id) REFERENCES publisher(id);
ALTER TABLE service_account ADD CONSTRAINT service_account_pkey PRIMARY KEY (id);
ALTER TABLE service_account ADD CONSTRAINT service_account_client_id_unique UNIQUE (client_id);
ALTER TABLE service_account ADD CONSTRAINT service_account_email_unique UNIQUE (email);
ALTER TABLE service_account ADD CONSTRAINT service_account_name_unique UNIQUE (publisher_id, name);
ALTER TABLE service_account_key ADD CONSTRAINT service_account_key_id_form CHECK ((id ~ '^[0-9a-f]{40}$'::text));
ALTER TABLE service_account_key ADD CONSTRAINT service_account_key_length CHECK ((length(public_key) <= 4000));
ALTER TABLE service_account_key ADD CONSTRAINT service_account_key_origin CHECK ((origin = ANY (ARRAY['generated'::text, 'uploaded'::text])));
ALTER TABLE service_account_key ADD CONSTRAINT service_account_key_account FOREIGN KEY (service_account_id) REFERENCES service_account(id);
ALTER TABLE service_account_key ADD CONSTRAINT service_account_key_creator FOREIGN KEY (created_by) REFERENCES account(id);
ALTER TABLE service_account_key ADD CONSTRAINT service_account_key_pkey PRIMARY KEY (id);
ALTER TABLE session ADD CONSTRAINT session_address_length CHECK ((length(address) <= 60));
ALTER TABLE session ADD CONSTRAINT session_device_length CHECK ((length(device) <= 200));
ALTER TABLE session ADD CONSTRAINT session_revoked_with_reason CHECK (((revoked_at IS NULL) = (revoked_reason IS NULL)));
ALTER TABLE session ADD CONSTRAINT session_account FOREIGN KEY (account_id) REFERENCES account(id);
ALTER TABLE session ADD CONSTRAINT session_pkey PRIMARY KEY (id);
ALTER TABLE shared_package ADD CONSTRAINT shared_package_expiry CHECK ((expires_at >= shared_at));
ALTER TABLE shared_package ADD CONSTRAINT shared_package_secret CHECK ((secret ~ '^[A-Za-z0-9_-]{43}$'::text));
ALTER TABLE shared_package ADD CONSTRAINT shared_package_sha256 CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text));
ALTER TABLE shared_package ADD CONSTRAINT shared_package_size CHECK ((size_bytes > 0));
ALTER TABLE shared_package ADD CONSTRAINT shared_package_version_code CHECK ((version_code >= 0));
ALTER TABLE shared_package ADD CONSTRAINT shared_package_app FOREIGN KEY (app_id) REFERENCES app(id);
ALTER TABLE shared_package ADD CONSTRAINT shared_package_pk PRIMARY KEY (id);
ALTER TABLE shared_package ADD CONSTRAINT shared_package_file_unique UNIQUE (file_key);
ALTER TABLE shared_package ADD CONSTRAINT shared_package_secret_unique UNIQUE (secret);
ALTER TABLE signing_key ADD CONSTRAINT signing_key_pkey PRIMARY KEY (kid);
ALTER TABLE signing_key ADD CONSTRAINT signing_key_one_per_period UNIQUE (period, sealed_with);
ALTER TABLE staff_role ADD CONSTRAINT staff_role_name CHECK ((role = ANY (ARRAY['reviewer'::text, 'market-manager'::text, 'market-approver'::text, 'legal'::text, 'finance'::text, 'support'::text, 'admin'::text])));
ALTER TABLE staff_role ADD CONSTRAINT staff_role_account FOREIGN KEY (account_id) REFERENCES account(id);
ALTER TABLE staff_role ADD CONSTRAINT staff_role_pk PRIMARY KEY (account_id, role);
ALTER TABLE strike ADD CONSTRAINT strike_appeal_from CHECK ((appeal_from > issued_at));
ALTER TABLE strike ADD CONSTRAINT strike_cause CHECK ((num_nonnulls(rejection_id, takedown_id) = 1));
ALTER TABLE strike ADD CONSTRAINT strike_expires_later CHECK ((expires_at > issued_at));
ALTER TABLE strike ADD CONSTRAINT strike_lift_message CHECK (((length(lift_message) >= 1) AND (length(lift_message) <= 2000)));
ALTER TABLE strike ADD CONSTRAINT strike_lifted CHECK (((lifted_at IS NULL) = (lifted_by IS NULL)));
ALTER TABLE strike ADD CONSTRAINT strike_lifted_with_message CHECK (((lift_message IS NULL) OR (lifted_at IS NOT NULL)));
ALTER TABLE strike ADD CONSTRAINT strike_message CHECK (((length(message) >= 1) AND (length(message) <= 2000)));
ALTER TABLE strike ADD CONSTRAINT strike_policies CHECK (((cardinality(policies) >= 1) AND (cardinality(policies) <= 5)));
ALTER TABLE strike ADD CONSTRAINT strike_app FOREIGN KEY (app_id) REFERENCES app(id);
ALTER TABLE strike ADD CONSTRAINT strike_rejection FOREIGN KEY (rejection_id) REFERENCES rejection(id);
ALTER TABLE strike ADD CONSTRAINT strike_takedown FOREIGN KEY (takedown_id) REFERENCES takedown(id);
ALTER TABLE strike ADD CONSTRAINT strike_pkey PRIMARY KEY (id);
ALTER TABLE strike ADD CONSTRAINT strike_once_for_rejection UNIQUE (rejection_id);
ALTER TABLE strike ADD CONSTRAINT strike_once_for_takedown UNIQUE (takedown_id);
ALTER TABLE takedown ADD CONSTRAINT takedown_markets CHECK (((length(markets) >= 1) AND (length(markets) <= 1000)));
ALTER TABLE takedown ADD CONSTRAINT takedown_message CHECK (((length(message) >= 1) AND (length(message) <= 2000)));
ALTER TABLE takedown ADD CONSTRAINT takedown_policies CHECK (((cardinality(policies) >= 1) AND (cardinality(policies) <= 5)));
ALTER TABLE takedown ADD CONSTRAINT takedown_retention CHECK ((retention = ANY (ARRAY['full'::text, 'update-only'::text, 'freeze'::text, 'revoke'::text])));
ALTER TABLE takedown ADD CONSTRAINT takedown_scope CHECK (((length(scope) >= 1) AND (length(scope) <= 1000)));
ALTER TABLE takedown ADD CONSTRAINT takedown_app FOREIGN KEY (app_id) REFERENCES app(id);
ALTER TABLE takedown ADD CONSTRAINT takedown_pkey PRIMARY KEY (id);
ALTER TABLE takedown ADD CONSTRAINT takedown_prohibition UNIQUE (prohibition_id);
ALTER TABLE tester_group ADD CONSTRAINT tester_group_name CHECK (((length(name) >= 1) AND (length(name) <= 100)));
ALTER TABLE tester_group ADD CONSTRAINT tester_group_version CHECK ((version >= 1));
ALTER TABLE tester_group ADD CONSTRAINT tester_group_pkey PRIMARY KEY (id);
ALTER TABLE tester_group ADD CONSTRAINT tester_group_name_unique UNIQUE (publisher_id, name);
ALTER TABLE tester_group_member ADD CONSTRAINT tester_group_member_email CHECK (((length(email) <= 254) AND (email = lower(email))));
ALTER TABLE tester_group_member ADD CONSTRAINT tester_group_member_group FOREIGN KEY (group_id) REFERENCES tester_group(id) ON DELETE CASCADE;
ALTER TABLE tester_group_member ADD CONSTRAINT tester_group_member_pk PRIMARY KEY (group_id, email);
ALTER TABLE track_tester ADD CONSTRAINT track_tester_email CHECK (((length(email) <= 254) AND (email = lower(email))));
ALTER TABLE track_tester ADD CONSTRAINT track_tester_track CHECK ((track <> ALL (ARRAY['open'::text, 'production'::text])));
ALTER TABLE track_tester ADD CONSTRAINT track_tester_app FOREIGN KEY (app_id) REFERENCES app(id);
ALTER TABLE track_tester ADD CONSTRAINT track_tester_pk PRIMARY KEY (app_id, track, email);
ALTER TABLE track_tester_group ADD CONSTRAINT track_tester_group_track CHECK ((track <> ALL (ARRAY['open'::text, 'production'::text])));
ALTER TABLE track_tester_group ADD CONSTRAINT track_tester_group_app FOREIGN KEY (app_id) REFERENCES app(id);
ALTER TABLE track_tester_group ADD CONSTRAINT track_tester_group_group FOREIGN KEY (group_id) REFERENCES tester_group(id) ON DELETE CASCADE;
ALTER TABLE track_tester_group ADD CONSTRAINT track_tester_group_pk PRIMARY KEY (app_id, track, group_id);
ALTER TABLE track_testers_version ADD CONSTRAINT track_testers_version_number CHECK ((version >= 1));
ALTER TABLE track_testers_version ADD CONSTRAINT track_testers_version_app FOREIGN KEY (app_id) REFERENCES app(id);
ALTER TABLE track_testers_version ADD CONSTRAINT track_testers_version_pk PRIMARY KEY (app_id, track);
ALTER TABLE upload_session ADD CONSTRAINT upload_session_credential CHECK ((jsonb_typeof(credential) = 'object'::text));
ALTER TABLE upload_session ADD CONSTRAINT upload_session_id CHECK ((id ~ '^[0-9a-f]{64}$'::text));
ALTER TABLE upload_session ADD CONSTRAINT upload_session_target CHECK ((jsonb_typeof(target) = 'object'::text));
ALTER TABLE upload_session ADD CONSTRAINT upload_session_total CHECK ((total_bytes >= 0));
ALTER TABLE upload_session ADD CONSTRAINT upload_session_app FOREIGN KEY (app_id) REFERENCES app(id);
ALTER TABLE upload_session ADD CONSTRAINT upload_session_edit FOREIGN KEY (edit_id) REFERENCES app_edit(id);
ALTER TABLE upload_session ADD CONSTRAINT upload_session_pk PRIMARY KEY (id);

-- Indexes

CREATE INDEX account_factor_by_account ON public.account_factor USING btree (account_id);
CREATE INDEX account_token_by_expiry ON public.account_token USING btree (expires_at);
CREATE INDEX agreement_acceptance_by_version ON public.agreement_acceptance USING btree (version, publisher_id);
CREATE INDEX api_key_by_publisher ON public.api_key USING btree (publisher_id, id);
CREATE INDEX app_by_publisher ON public.app USING btree (publisher_id, id);
CREATE INDEX app_edit_by_app ON public.app_edit USING btree (app_id, committed_at DESC) WHERE (status = 'committed'::text);
CREATE INDEX app_edit_open ON public.app_edit USING btree (app_id, expires_at) WHERE (status = 'open'::text);
CREATE INDEX app_image_icon ON public.app_image USING btree (sha256) WHERE (type = 'icon'::text);
CREATE INDEX app_listing_by_title ON public.app_listing USING btree (lower(title), app_id);
CREATE INDEX app_listing_search ON public.app_listing USING gin (search);
CREATE INDEX app_listing_title_trigrams ON public.app_listing USING gin (lower(title) gin_trgm_ops);
CREATE INDEX app_rating_language ON public.app_rating USING btree (app_id, split_part(locale, '-'::text, 1), edited_at DESC, id DESC) WHERE (hidden_at IS NULL);
CREATE INDEX app_rating_newest ON public.app_rating USING btree (app_id, edited_at DESC, id DESC) WHERE (hidden_at IS NULL);
CREATE INDEX app_rating_text ON public.app_rating USING btree (app_id, edited_at DESC, id DESC) WHERE ((hidden_at IS NULL) AND (body IS NOT NULL));
CREATE INDEX app_transfer_by_receiver ON public.app_transfer USING btree (to_publisher_id, id);
CREATE INDEX appeal_by_publisher ON public.appeal USING btree (publisher_id, id DESC);
CREATE INDEX appeal_open ON public.appeal USING btree (id) WHERE (outcome IS NULL);
CREATE INDEX artifact_expansion_by_app ON public.artifact_expansion USING btree (app_id);
CREATE INDEX artifact_expansion_by_file ON public.artifact_expansion USING btree (file_id);
CREATE INDEX attempt_counter_by_expiry ON public.attempt_counter USING btree (expires_at);
CREATE INDEX audit_event_by_subject ON public.audit_event USING btree (subject_type, subject_id, at DESC, id DESC);
CREATE INDEX audit_event_by_time ON public.audit_event USING btree (at DESC, id DESC);
CREATE INDEX change_set_by_state ON public.change_set USING btree (state, id);
CREATE INDEX credential_condition_due ON public.credential_condition USING btree (due_at, id) WHERE (met_at IS NULL);
CREATE INDEX credential_past ON public.credential USING btree (id) WHERE (recorded_until IS NOT NULL);
CREATE INDEX credential_recorded_from ON public.credential USING btree (recorded_from);
CREATE INDEX credential_recorded_until ON public.credential USING btree (recorded_until) WHERE (recorded_until IS NOT NULL);
CREATE INDEX customer_order_by_account ON public.customer_order USING btree (account_id, placed_at DESC, id DESC);
CREATE INDEX customer_order_sold ON public.customer_order USING btree (market, fulfilled_at) WHERE (fulfilled_at IS NOT NULL);
CREATE INDEX customer_order_to_sweep ON public.customer_order USING btree (sweep_at) WHERE (sweep_at IS NOT NULL);
CREATE INDEX deal_recorded_from ON public.deal USING btree (recorded_from);
CREATE INDEX deal_recorded_until ON public.deal USING btree (recorded_until) WHERE (recorded_until IS NOT NULL);
CREATE INDEX device_name_by_name ON public.device_name USING btree (lower(name), device_id);
CREATE INDEX device_name_search ON public.device_name USING gin (search);
CREATE INDEX entitlement_by_item ON public.entitlement USING btree (item_id) WHERE (status = 'active'::text);
CREATE INDEX entitlement_by_order ON public.entitlement USING btree (order_id);
CREATE INDEX entitlement_library ON public.entitlement USING btree (account_id, granted_at DESC, id DESC) WHERE (status <> 'revoked'::text);
CREATE INDEX expansion_file_by_edit ON public.expansion_file USING btree (edit_id);
CREATE INDEX factor_challenge_by_expiry ON public.factor_challenge USING btree (expires_at);
CREATE INDEX idempotency_key_by_age ON public.idempotency_key USING btree (created_at);
CREATE INDEX inbox_event_by_age ON public.inbox_event USING btree (received_at);
CREATE INDEX mail_message_by_age ON public.mail_message USING btree (created_at);
CREATE INDEX offer_rule_of_item ON public.offer_rule USING btree (item_id) WHERE ((side = 'publisher'::text) AND (item_id IS NOT NULL));
CREATE INDEX offer_rule_of_many ON public.offer_rule USING btree (recorded_from) WHERE ((side = 'store'::text) OR (item_id IS NULL));
CREATE INDEX offer_rule_past ON public.offer_rule USING btree (id) WHERE (recorded_until IS NOT NULL);
CREATE INDEX offer_rule_recorded_from ON public.offer_rule USING btree (recorded_from);
CREATE INDEX offer_rule_recorded_until ON public.offer_rule USING btree (recorded_until) WHERE (recorded_until IS NOT NULL);
CREATE INDEX prohibition_recorded_from ON public.prohibition USING btree (recorded_from);
CREATE INDEX prohibition_recorded_until ON public.prohibition USING btree (recorded_until) WHERE (recorded_until IS NOT NULL);
CREATE INDEX publisher_member_by_account ON public.publisher_member USING btree (account_id, publisher_id);
CREATE INDEX publisher_statement_by_publisher ON public.publisher_statement USING btree (publisher_id, id);
CREATE INDEX refresh_token_by_session ON public.refresh_token USING btree (session_id);
CREATE INDEX refund_by_order ON public.refund USING btree (order_id, requested_at);
CREATE INDEX refund_to_sweep ON public.refund USING btree (sweep_at) WHERE (sweep_at IS NOT NULL);
CREATE INDEX refused_file_by_time ON public.refused_file USING btree (added_at DESC, sha256 DESC);
CREATE INDEX region_item_by_parent ON public.region_item USING btree (parent_id) WHERE (parent_id IS NOT NULL);
CREATE INDEX region_item_by_publisher ON public.region_item USING btree (publisher_id, id);
CREATE INDEX region_item_by_revision ON public.region_item USING btree (revision);
CREATE INDEX region_item_by_shown_revision ON public.region_item USING btree (shown_revision);
CREATE INDEX region_item_history_by_revision ON public.region_item_history USING btree (revision, recorded_from);
CREATE INDEX rejection_by_release ON public.rejection USING btree (release_id, id);
CREATE INDEX release_by_app ON public.release USING btree (app_id, id DESC);
CREATE INDEX release_review_queue ON public.release USING btree (review_rank, queued_at, id) WHERE (review_rank IS NOT NULL);
CREATE INDEX requirement_recorded_from ON public.requirement USING btree (recorded_from);
CREATE INDEX requirement_recorded_until ON public.requirement USING btree (recorded_until) WHERE (recorded_until IS NOT NULL);
CREATE INDEX risk_acceptance_recorded_from ON public.risk_acceptance USING btree (recorded_from);
CREATE INDEX risk_acceptance_recorded_until ON public.risk_acceptance USING btree (recorded_until) WHERE (recorded_until IS NOT NULL);
CREATE INDEX service_account_by_publisher ON public.service_account USING btree (publisher_id, id);
CREATE INDEX service_account_key_by_account ON public.service_account_key USING btree (service_account_id, created_at);
CREATE INDEX session_by_account ON public.session USING btree (account_id);
CREATE INDEX session_by_expiry ON public.session USING btree (expires_at);
CREATE INDEX shared_package_by_app ON public.shared_package USING btree (app_id, id);
CREATE INDEX shared_package_expired ON public.shared_package USING btree (expires_at);
CREATE INDEX signing_key_by_end ON public.signing_key USING btree (verify_until);
CREATE INDEX strike_by_publisher ON public.strike USING btree (publisher_id, id DESC);
CREATE INDEX takedown_by_publisher ON public.takedown USING btree (publisher_id, id DESC);
CREATE INDEX takedown_in_force ON public.takedown USING btree (id) WHERE (ended_at IS NULL);
CREATE INDEX tester_group_by_publisher ON public.tester_group USING btree (publisher_id, id);
CREATE INDEX tester_group_member_by_email ON public.tester_group_member USING btree (email, group_id);
CREATE INDEX track_tester_by_email ON public.track_tester USING btree (email, app_id);
CREATE INDEX track_tester_group_by_group ON public.track_tester_group USING btree (group_id);
CREATE INDEX upload_session_by_app ON public.upload_session USING btree (app_id);
CREATE INDEX upload_session_by_edit ON public.upload_session USING btree (edit_id);
CREATE INDEX upload_session_expiry ON public.upload_session USING btree (expires_at);
CREATE UNIQUE INDEX account_factor_one_pending ON public.account_factor USING btree (account_id) WHERE (confirmed_at IS NULL);
CREATE UNIQUE INDEX account_token_one_unused ON public.account_token USING btree (account_id, purpose) WHERE (used_at IS NULL);
CREATE UNIQUE INDEX app_transfer_one_open ON public.app_transfer USING btree (app_id) WHERE ((accepted_at IS NULL) AND (withdrawn_at IS NULL));
CREATE UNIQUE INDEX change_set_one_revert ON public.change_set USING btree (reverts) WHERE (state <> 'cancelled'::text);
CREATE UNIQUE INDEX credential_current ON public.credential USING btree (id, valid_from) NULLS NOT DISTINCT WHERE (recorded_until IS NULL);
CREATE UNIQUE INDEX deal_current ON public.deal USING btree (id, valid_from) NULLS NOT DISTINCT WHERE (recorded_until IS NULL);
CREATE UNIQUE INDEX entitlement_live ON public.entitlement USING btree (account_id, item_id) WHERE (status <> 'revoked'::text);
CREATE UNIQUE INDEX market_currency_current ON public.market_currency USING btree (market, currency, valid_from) NULLS NOT DISTINCT WHERE (recorded_until IS NULL);
CREATE UNIQUE INDEX market_group_label_current ON public.market_group_label USING btree (market_group) WHERE (recorded_until IS NULL);
CREATE UNIQUE INDEX market_group_member_current ON public.market_group_member USING btree (market_group, market, valid_from) NULLS NOT DISTINCT WHERE (recorded_until IS NULL);
CREATE UNIQUE INDEX market_name_current ON public.market_name USING btree (market) WHERE (recorded_until IS NULL);
CREATE UNIQUE INDEX market_status_current ON public.market_status USING btree (market, valid_from) WHERE (recorded_until IS NULL);
CREATE UNIQUE INDEX market_successor_current ON public.market_successor USING btree (market, successor) WHERE (recorded_until IS NULL);
CREATE UNIQUE INDEX offer_rule_current ON public.offer_rule USING btree (id, valid_from) NULLS NOT DISTINCT WHERE (recorded_until IS NULL);
CREATE UNIQUE INDEX offer_rule_selection ON public.offer_rule USING btree (item_id) WHERE ((side = 'publisher'::text) AND (valid_until IS NULL) AND (recorded_until IS NULL));
CREATE UNIQUE INDEX prohibition_current ON public.prohibition USING btree (id, valid_from) NULLS NOT DISTINCT WHERE (recorded_until IS NULL);
CREATE UNIQUE INDEX publisher_invitation_one_open ON public.publisher_invitation USING btree (publisher_id, email) WHERE ((accepted_at IS NULL) AND (withdrawn_at IS NULL));
CREATE UNIQUE INDEX refresh_token_one_unused ON public.refresh_token USING btree (session_id) WHERE (used_at IS NULL);
CREATE UNIQUE INDEX release_one_live ON public.release USING btree (app_id, track) WHERE (status = 'live'::text);
CREATE UNIQUE INDEX release_one_staged ON public.release USING btree (app_id, track) WHERE (status = 'staged'::text);
CREATE UNIQUE INDEX release_one_under_review ON public.release USING btree (app_id, track) WHERE (status = ANY (ARRAY['submitted'::text, 'in-review'::text]));
CREATE UNIQUE INDEX requirement_current ON public.requirement USING btree (id, valid_from) NULLS NOT DISTINCT WHERE (recorded_until IS NULL);
CREATE UNIQUE INDEX risk_acceptance_current ON public.risk_acceptance USING btree (id, valid_from) NULLS NOT DISTINCT WHERE (recorded_until IS NULL);
CREATE UNIQUE INDEX service_account_key_once ON public.service_account_key USING btree (service_account_id, public_key) WHERE (revoked_at IS NULL);
CREATE UNIQUE INDEX takedown_once ON public.takedown USING btree (app_id, scope) WHERE (ended_at IS NULL);

-- Functions

CREATE OR REPLACE FUNCTION public.app_rating_counted()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF TG_OP <> 'INSERT' AND OLD.hidden_at IS NULL THEN
    UPDATE app_rating_total SET count = count - 1, stars = app_rating_total.stars - OLD.stars WHERE app_id = OLD.app_id;
  END IF;
  IF TG_OP <> 'DELETE' AND NEW.hidden_at IS NULL THEN
    INSERT INTO app_rating_total AS t (app_id, count, stars) VALUES (NEW.app_id, 1, NEW.stars)
      ON CONFLICT (app_id) DO UPDATE SET count = t.count + 1, stars = t.stars + excluded.stars;
  END IF;
  RETURN NULL;
END $function$
;

CREATE OR REPLACE FUNCTION public.app_signer_moves_forward()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
END $function$
;

CREATE OR REPLACE FUNCTION public.appeal_decided_by_no_rejecter()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF EXISTS (SELECT FROM rejection j JOIN rejection o ON o.release_id = j.release_id
              WHERE j.id = COALESCE(NEW.rejection_id, (SELECT s.rejection_id FROM strike s WHERE s.id = NEW.strike_id))
                AND o.rejected_by = NEW.decided_by) THEN
    RAISE EXCEPTION 'somebody else decides an appeal' USING ERRCODE = 'check_violation', CONSTRAINT = 'appeal_decided_by_no_rejecter';
  END IF;
  RETURN NEW;
END $function$
;

CREATE OR REPLACE FUNCTION public.appeal_stays_decided()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  RAISE EXCEPTION 'an appeal is decided once' USING ERRCODE = 'check_violation', CONSTRAINT = 'appeal_stays_decided';
END $function$
;

CREATE OR REPLACE FUNCTION public.artifact_pinned_signer()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE pinned text;
BEGIN
  SELECT a.signer INTO pinned FROM app a WHERE a.id = NEW.app_id FOR SHARE;
  IF pinned IS DISTINCT FROM NEW.signer THEN
    RAISE EXCEPTION 'the app is pinned to another signer'
      USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'artifact_pinned_signer', TABLE = 'artifact';
  END IF;
  RETURN NEW;
END $function$
;

CREATE OR REPLACE FUNCTION public.locale_rank(locale text, wanted text[])
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  SELECT min(w.place * 3 + CASE WHEN w.tag = locale THEN 0 WHEN w.tag LIKE locale || '-%' THEN 1 ELSE 2 END)::integer
    FROM unnest(wanted) WITH ORDINALITY AS w(tag, place)
   WHERE split_part(w.tag, '-', 1) = split_part(locale, '-', 1)
$function$
;

CREATE OR REPLACE FUNCTION public.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $function$
;

CREATE OR REPLACE FUNCTION public.rejection_by_another()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF EXISTS (SELECT FROM rejection j WHERE j.release_id = NEW.release_id AND j.rejected_by = NEW.rejected_by) THEN
    RAISE EXCEPTION 'somebody else reviews a release again' USING ERRCODE = 'check_violation', CONSTRAINT = 'rejection_by_another';
  END IF;
  RETURN NEW;
END $function$
;

CREATE OR REPLACE FUNCTION public.search_score(search tsvector, name text, words tsquery, phrase text)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  SELECT GREATEST(
    CASE WHEN search @@ words THEN 400000 + (100000 * ts_rank(search, words))::integer ELSE 0 END,
    CASE WHEN position(phrase IN lower(name)) > 0 THEN 300000 ELSE 0 END,
    CASE WHEN word_similarity(phrase, lower(name)) >= 0.6 THEN (200000 * word_similarity(phrase, lower(name)))::integer ELSE 0 END)
    + CASE WHEN lower(name) = phrase THEN 500000 ELSE 0 END
$function$
;

CREATE OR REPLACE FUNCTION public.shelf_rank(first_seen timestamp with time zone)
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  SELECT greatest(0, floor(extract(epoch FROM first_seen)) - 1577836800)::bigint
$function$
;


-- Triggers

CREATE TRIGGER app_signer_moves_forward BEFORE UPDATE OF signer, previous_signers ON public.app FOR EACH ROW EXECUTE FUNCTION app_signer_moves_forward();
CREATE TRIGGER app_rating_counted AFTER INSERT OR DELETE OR UPDATE OF app_id, stars, hidden_at ON public.app_rating FOR EACH ROW EXECUTE FUNCTION app_rating_counted();
CREATE TRIGGER appeal_decided_by_no_rejecter BEFORE UPDATE ON public.appeal FOR EACH ROW WHEN ((new.decided_by IS NOT NULL)) EXECUTE FUNCTION appeal_decided_by_no_rejecter();
CREATE TRIGGER appeal_stays_decided BEFORE UPDATE ON public.appeal FOR EACH ROW WHEN ((old.outcome IS NOT NULL)) EXECUTE FUNCTION appeal_stays_decided();
CREATE TRIGGER artifact_pinned_signer BEFORE INSERT OR UPDATE OF app_id, signer ON public.artifact FOR EACH ROW EXECUTE FUNCTION artifact_pinned_signer();
CREATE TRIGGER audit_event_append_only BEFORE DELETE OR UPDATE ON public.audit_event FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_event_no_truncate BEFORE TRUNCATE ON public.audit_event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER rejection_by_another BEFORE INSERT ON public.rejection FOR EACH ROW EXECUTE FUNCTION rejection_by_another();

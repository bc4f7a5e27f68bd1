-- Up Migration

-- One row a file: the same picture may stand in many listings.
CREATE TABLE image_file (
  sha256      text NOT NULL CONSTRAINT image_file_pk PRIMARY KEY CONSTRAINT image_file_sha256 CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  -- Told to clients that compare by it.
  sha1        text NOT NULL CONSTRAINT image_file_sha1 CHECK (sha1 ~ '^[0-9a-f]{40}$'),
  media_type  text NOT NULL CONSTRAINT image_file_media_type CHECK (media_type IN ('image/png', 'image/jpeg')),
  width       integer NOT NULL CONSTRAINT image_file_width CHECK (width > 0),
  height      integer NOT NULL CONSTRAINT image_file_height CHECK (height > 0),
  size_bytes  bigint NOT NULL CONSTRAINT image_file_size CHECK (size_bytes > 0),
  file_key    text NOT NULL,
  received_at timestamptz NOT NULL
);

CREATE TABLE app_image (
  app_id   uuid NOT NULL CONSTRAINT app_image_app REFERENCES app (id),
  locale   text NOT NULL CONSTRAINT app_image_locale CHECK (length(locale) >= 2 AND length(locale) <= 16),
  type     text NOT NULL CONSTRAINT app_image_type CHECK (type IN (
             'icon', 'featureGraphic', 'tvBanner', 'phoneScreenshots', 'sevenInchScreenshots', 'tenInchScreenshots',
             'tvScreenshots', 'wearScreenshots')),
  position smallint NOT NULL CONSTRAINT app_image_position CHECK (position >= 0 AND position < 8),
  sha256   text NOT NULL CONSTRAINT app_image_file REFERENCES image_file (sha256),
  CONSTRAINT app_image_pk PRIMARY KEY (app_id, locale, type, position),
  CONSTRAINT app_image_once UNIQUE (app_id, locale, type, sha256),
  CONSTRAINT app_image_single CHECK (position = 0 OR type NOT IN ('icon', 'featureGraphic', 'tvBanner'))
);

-- Down Migration

DROP TABLE app_image;
DROP TABLE image_file;

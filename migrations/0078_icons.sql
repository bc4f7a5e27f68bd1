-- Up Migration

-- Whose icon is whose.
CREATE INDEX app_image_icon ON app_image (sha256) WHERE type = 'icon';

-- Down Migration

DROP INDEX app_image_icon;

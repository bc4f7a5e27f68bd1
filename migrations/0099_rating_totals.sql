-- Up Migration

-- How many ratings of an app are shown, and their stars together: pages show it, and do not add it up.
CREATE TABLE app_rating_total (
  app_id uuid PRIMARY KEY CONSTRAINT app_rating_total_app REFERENCES app (id),
  count  bigint NOT NULL CONSTRAINT app_rating_total_count CHECK (count >= 0),
  stars  bigint NOT NULL,
  CONSTRAINT app_rating_total_stars CHECK (stars >= count AND stars <= 5 * count)
);

-- In the transaction of the rating itself; whoever rates the same app waits for its row, so that no sum is lost.
CREATE FUNCTION app_rating_counted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' AND OLD.hidden_at IS NULL THEN
    UPDATE app_rating_total SET count = count - 1, stars = app_rating_total.stars - OLD.stars WHERE app_id = OLD.app_id;
  END IF;
  IF TG_OP <> 'DELETE' AND NEW.hidden_at IS NULL THEN
    INSERT INTO app_rating_total AS t (app_id, count, stars) VALUES (NEW.app_id, 1, NEW.stars)
      ON CONFLICT (app_id) DO UPDATE SET count = t.count + 1, stars = t.stars + excluded.stars;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER app_rating_counted AFTER INSERT OR DELETE OR UPDATE OF app_id, stars, hidden_at ON app_rating
  FOR EACH ROW EXECUTE FUNCTION app_rating_counted();

-- The trigger holds writers off until this is committed.
INSERT INTO app_rating_total (app_id, count, stars)
  SELECT r.app_id, count(*), sum(r.stars) FROM app_rating r WHERE r.hidden_at IS NULL GROUP BY r.app_id;

CREATE INDEX app_rating_newest ON app_rating (app_id, edited_at DESC, id DESC) WHERE hidden_at IS NULL;
-- What lists filter by: the language, and whether there is a text.
CREATE INDEX app_rating_language ON app_rating (app_id, split_part(locale, '-', 1), edited_at DESC, id DESC) WHERE hidden_at IS NULL;
CREATE INDEX app_rating_text ON app_rating (app_id, edited_at DESC, id DESC) WHERE hidden_at IS NULL AND body IS NOT NULL;
-- The sum was read from here. It goes last: nobody can read while it does.
DROP INDEX app_rating_shown;

-- Down Migration

DROP INDEX app_rating_text;
DROP INDEX app_rating_language;
DROP INDEX app_rating_newest;
CREATE INDEX app_rating_shown ON app_rating (app_id, edited_at DESC, id DESC) INCLUDE (stars) WHERE hidden_at IS NULL;
DROP TRIGGER app_rating_counted ON app_rating;
DROP FUNCTION app_rating_counted();
DROP TABLE app_rating_total;

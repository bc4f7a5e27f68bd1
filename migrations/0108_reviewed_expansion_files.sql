-- Up Migration

-- From when the time to appeal counts where that is later than the decision: nobody was told of a deadline before there was one.
ALTER TABLE rejection
  ADD COLUMN appeal_from timestamptz CONSTRAINT rejection_appeal_from CHECK (appeal_from > rejected_at);
ALTER TABLE strike
  ADD COLUMN appeal_from timestamptz CONSTRAINT strike_appeal_from CHECK (appeal_from > issued_at);
UPDATE rejection SET appeal_from = date_trunc('milliseconds', now()) WHERE rejected_at < date_trunc('milliseconds', now());
UPDATE strike SET appeal_from = date_trunc('milliseconds', now()) WHERE issued_at < date_trunc('milliseconds', now());

-- What was decided on includes the files beside the packages: those that were there at the decision.
UPDATE reviewed_content c SET content = jsonb_set(c.content, '{packages}', (
  SELECT coalesce(jsonb_agg(p.package || jsonb_build_object('expansionFiles', (
           SELECT coalesce(jsonb_agg(jsonb_build_object('type', f.type, 'versionCode', o.version_code, 'sha256', f.sha256,
                    'sizeBytes', f.size_bytes) ORDER BY f.type), '[]')
             FROM artifact a JOIN artifact_expansion x ON x.artifact_id = a.id
             JOIN expansion_file f ON f.id = x.file_id JOIN artifact o ON o.id = f.artifact_id
            WHERE a.app_id = r.app_id AND a.version_code = (p.package ->> 'versionCode')::bigint
              AND f.uploaded_at <= c.decided_at)) ORDER BY p.n), '[]')
    FROM jsonb_array_elements(c.content -> 'packages') WITH ORDINALITY AS p (package, n)))
  FROM release r WHERE r.id = c.release_id;

-- Down Migration

UPDATE reviewed_content c SET content = jsonb_set(c.content, '{packages}', (
  SELECT coalesce(jsonb_agg(p.package - 'expansionFiles' ORDER BY p.n), '[]')
    FROM jsonb_array_elements(c.content -> 'packages') WITH ORDINALITY AS p (package, n)));
ALTER TABLE strike DROP COLUMN appeal_from;
ALTER TABLE rejection DROP COLUMN appeal_from;

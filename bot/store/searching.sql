-- Patterns of LIKE in lower case, with \ as their escape.

-- name: titles(pattern, today, limit)
SELECT * FROM listings
WHERE withdrawn = 0 AND (issue IS NULL OR issue <= :today) AND (
    LOWER(title) LIKE :pattern ESCAPE '\' OR LOWER(COALESCE(title_zh, '')) LIKE :pattern ESCAPE '\'
    OR LOWER(show) LIKE :pattern ESCAPE '\' OR LOWER(COALESCE(lead_in, '')) LIKE :pattern ESCAPE '\'
)
ORDER BY COALESCE(issue, '') DESC, id DESC LIMIT :limit

-- name: texts(pattern, today, limit)
-- Segments as they are stored: what is found may stand beside the text, and whoever asks looks closer.
SELECT s.episode_id, s.position, s.body FROM segments s JOIN episodes e ON e.id = s.episode_id
WHERE e.withdrawn = 0 AND (e.issue IS NULL OR e.issue <= :today) AND LOWER(s.body) LIKE :pattern ESCAPE '\'
ORDER BY COALESCE(e.issue, '') DESC, e.id DESC, s.position LIMIT :limit

-- name: put(id, headword, chinese, instead_of, title, now)!
INSERT INTO lessons (id, headword, chinese, instead_of, title, taught_at)
VALUES (:id, :headword, :chinese, :instead_of, :title, :now)
ON CONFLICT (id) DO UPDATE
SET chinese = excluded.chinese, instead_of = excluded.instead_of, title = excluded.title, taught_at = excluded.taught_at

-- name: take_back(id)$
DELETE FROM lessons WHERE id = :id RETURNING headword

-- name: listed()
SELECT * FROM lessons ORDER BY taught_at, id

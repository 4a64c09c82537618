-- name: salt()$
SELECT salt FROM forgotten ORDER BY forgotten_at DESC LIMIT 1

-- name: add(salt, hash, at)!
INSERT INTO forgotten (salt, hash, forgotten_at) VALUES (:salt, :hash, :at)
ON CONFLICT (salt, hash) DO UPDATE SET forgotten_at = excluded.forgotten_at
WHERE excluded.forgotten_at > forgotten.forgotten_at

-- name: entries()
SELECT salt, hash, forgotten_at FROM forgotten ORDER BY forgotten_at, hash

-- name: forgotten_at(salt, hash)$
SELECT forgotten_at FROM forgotten WHERE salt = :salt AND hash = :hash

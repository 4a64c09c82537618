-- name: get(name)$
SELECT value FROM facts WHERE name = :name

-- name: put(name, value, now)!
INSERT INTO facts (name, value, updated_at) VALUES (:name, :value, :now)
ON CONFLICT (name) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at

-- name: claim(name, value, now)$
-- Of several processes that set a fact to the same new value, one is told that it did.
INSERT INTO facts (name, value, updated_at) VALUES (:name, :value, :now)
ON CONFLICT (name) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at
WHERE facts.value <> excluded.value
RETURNING name

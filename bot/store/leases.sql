-- Who may do what only one may do, on PostgreSQL. Times are the database's own: those of machines may differ.

-- name: prepare(names)!
INSERT INTO leases (name, holder, until)
SELECT value, '', 0 FROM json_each(:names) WHERE TRUE
ON CONFLICT (name) DO NOTHING

-- name: renew(holder, span)
-- What ran out meanwhile may be another's, and is not renewed. Where the clock was set back, another's that would last
-- five minutes, as no lease does, runs out as if it had been renewed just now.
WITH beyond AS (
    UPDATE leases SET until = CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT) + CAST(:span AS BIGINT)
    WHERE holder <> :holder
        AND until > CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT) + 300000
)
UPDATE leases SET until = CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT) + :span
WHERE holder = :holder AND until > CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)
RETURNING name

-- name: take(holder, names, span, limit)
-- `was` is empty where it was given back, and names whoever let it run out.
WITH free AS (
    SELECT name, holder AS was FROM leases
    WHERE until <= CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)
        AND name IN (SELECT value FROM json_each(:names))
    ORDER BY name LIMIT :limit FOR UPDATE SKIP LOCKED
)
UPDATE leases SET
    holder = :holder, until = CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT) + :span
FROM free WHERE leases.name = free.name
RETURNING leases.name, free.was

-- name: give_back(holder, names)!
UPDATE leases SET holder = '', until = 0
WHERE holder = :holder AND name IN (SELECT value FROM json_each(:names))

-- name: live(prefix)$
SELECT COUNT(*) FROM leases
WHERE name LIKE :prefix AND until > CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)

-- name: sweep(prefix)!
DELETE FROM leases
WHERE name LIKE :prefix AND until < CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT) - 60000

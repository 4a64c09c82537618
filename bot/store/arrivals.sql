-- Updates on their way from whoever receives them to whoever handles them, on PostgreSQL. None is of one reader only.

-- name: keep(rows)^
-- One that is here already, waiting or handled, is dropped. Whoever handles the shard is woken.
WITH kept AS (
    INSERT INTO arrivals (update_id, chat_id, shard, body, tries, at)
    SELECT update_id, chat_id, shard, body, 0, at
    FROM jsonb_to_recordset(CAST(CAST(:rows AS TEXT) AS JSONB)) AS brought (
        update_id BIGINT, chat_id BIGINT, shard INTEGER, body TEXT, at BIGINT
    )
    ON CONFLICT (update_id) DO NOTHING
    RETURNING shard
)
SELECT pg_notify('arrivals', string_agg(DISTINCT CAST(shard AS TEXT), ',')) FROM kept HAVING COUNT(*) > 0

-- name: waiting(shards, limit)
SELECT update_id, shard, body FROM arrivals
WHERE body IS NOT NULL AND shard IN (SELECT CAST(value AS INTEGER) FROM json_each(:shards))
ORDER BY update_id LIMIT :limit

-- name: done(numbers)!
UPDATE arrivals SET body = NULL, chat_id = 0
WHERE update_id IN (SELECT CAST(value AS BIGINT) FROM json_each(:numbers))

-- name: taken_over(shards)!
-- Whoever had them died with them: one that ends every process that handles it must not do so for ever.
UPDATE arrivals SET tries = tries + 1
WHERE body IS NOT NULL AND shard IN (SELECT CAST(value AS INTEGER) FROM json_each(:shards))

-- name: give_up(shards, tries)
UPDATE arrivals SET body = NULL, chat_id = 0
WHERE body IS NOT NULL AND tries > :tries AND shard IN (SELECT CAST(value AS INTEGER) FROM json_each(:shards))
RETURNING update_id

-- name: adopt(now)!
-- What a process that handled by itself has left.
WITH left_over AS (DELETE FROM inbox RETURNING chat_id, update_id, body)
INSERT INTO arrivals (update_id, chat_id, shard, body, tries, at)
SELECT update_id, chat_id, CAST((chat_id % 64 + 64) % 64 AS INTEGER), body, 0, CAST(:now AS BIGINT) FROM left_over
ON CONFLICT (update_id) DO NOTHING

-- name: hand_back(now)!
-- The way back, for a process that handles by itself, where no worker is at work.
WITH left_over AS (
    DELETE FROM arrivals WHERE body IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM leases
        WHERE name LIKE 'worker:%' AND until > CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)
    )
    RETURNING chat_id, update_id, body
)
INSERT INTO inbox (chat_id, update_id, body, tries, kept_at)
SELECT chat_id, update_id, body, 0, CAST(:now AS BIGINT) FROM left_over
ON CONFLICT (chat_id, update_id) DO NOTHING

-- name: count()^
SELECT COUNT(*) AS waiting, MIN(at) AS oldest FROM arrivals WHERE body IS NOT NULL

-- name: expire(before, after, limit)
-- In the order of their numbers: with each batch the search goes on where the last one ended.
DELETE FROM arrivals WHERE update_id IN (
    SELECT update_id FROM arrivals WHERE at < :before AND update_id > :after ORDER BY update_id LIMIT :limit
)
RETURNING update_id

-- name: clear()!
DELETE FROM arrivals

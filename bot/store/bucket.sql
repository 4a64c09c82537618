-- The pace of the bot's token, shared by all processes that send with it, on PostgreSQL. Times are the database's own,
-- in microseconds.

-- name: take(every, count, burst)^
-- Instants one after the other (GCRA): `wait` is until the last of them. Twice as far apart while Telegram asks for calm.
-- Nobody is a minute ahead: what is more was written before the clock was set back.
INSERT INTO bucket AS b (name, free_at, slow_until, held_until)
VALUES ('pushes', CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT) + CAST(:every AS BIGINT) * :count, 0, 0)
ON CONFLICT (name) DO UPDATE SET free_at =
    LEAST(
        GREATEST(b.free_at, CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT) - CAST(:burst AS BIGINT)),
        CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT) + 60000000
    )
    + CAST(:every AS BIGINT) * :count
    * CASE WHEN b.slow_until > CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT) THEN 2 ELSE 1 END
RETURNING
    b.free_at - CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT) AS wait,
    b.held_until - CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT) AS held

-- name: give_back(span)!
UPDATE bucket SET free_at = free_at - :span WHERE name = 'pushes'

-- name: turns(chats)
-- When each chat may be sent to, and its next turn after that: a second later, three in a group. A minute and more only
-- where Telegram asked for it, and not at a time that is still to come: then the clock was set back.
INSERT INTO turns AS t (chat_id, free_at, refused_at)
SELECT
    asked.chat_id, CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT) + asked.gap, NULL
FROM (
    SELECT CAST(value AS BIGINT) AS chat_id, CASE WHEN CAST(value AS BIGINT) < 0 THEN 3000000 ELSE 1000000 END AS gap
    FROM json_each(:chats) ORDER BY 1
) asked
ON CONFLICT (chat_id) DO UPDATE SET free_at =
    GREATEST(
        CASE
            WHEN t.refused_at <= CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT) THEN t.free_at
            ELSE LEAST(t.free_at, CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT) + 60000000)
        END,
        CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT)
    )
    + CASE WHEN t.chat_id < 0 THEN 3000000 ELSE 1000000 END
RETURNING
    t.chat_id,
    t.free_at - CASE WHEN t.chat_id < 0 THEN 3000000 ELSE 1000000 END
    - CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT) AS wait

-- name: refused(chat_id, span)!
INSERT INTO turns AS t (chat_id, free_at, refused_at) VALUES (
    :chat_id,
    CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT) + CAST(:span AS BIGINT),
    CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT)
)
ON CONFLICT (chat_id) DO UPDATE SET
    free_at = GREATEST(t.free_at, excluded.free_at), refused_at = excluded.refused_at

-- name: calm(span, within, chats)!
-- Everybody goes slower; where several chats were refused within moments it is the bot's own limit, and nobody goes.
UPDATE bucket SET
    slow_until = GREATEST(
        slow_until, CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT) + CAST(:span AS BIGINT)
    ),
    held_until = CASE
        WHEN (
            SELECT COUNT(*) FROM turns WHERE refused_at
            > CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT) - CAST(:within AS BIGINT)
        ) >= CAST(:chats AS BIGINT)
        THEN GREATEST(
            held_until, CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT) + CAST(:span AS BIGINT)
        )
        ELSE held_until
    END
WHERE name = 'pushes'

-- name: sweep()!
DELETE FROM turns WHERE free_at < CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT) - 60000000

-- name: take_in_sqlite(rows)
-- The primary key is the promise: of all who take a chat and a local date, now or later, one gets it.
INSERT INTO deliveries (
    chat_id, local_date, episode_id, size, first, status, due_at, updated_at, late, attempts, message_id, error
)
SELECT
    json_extract(value, '$.chat_id'), json_extract(value, '$.local_date'), json_extract(value, '$.episode_id'),
    json_extract(value, '$.size'), json_extract(value, '$.first'), 'sending', json_extract(value, '$.due_at'),
    json_extract(value, '$.now'), json_extract(value, '$.late'), 1, NULL, NULL
FROM json_each(:rows) WHERE TRUE
ON CONFLICT (chat_id, local_date) DO NOTHING
RETURNING chat_id

-- name: take_in_postgresql(rows, moved)
-- The same, `expire` and the subscriptions' `advance`, in one statement: each is a round trip, and PostgreSQL takes as
-- long over one row as over many. Subscriptions are named twice: joined alone, those of ten thousand readers are all read,
-- for of a JSON array a hundred are expected.
WITH wanted AS (
    SELECT * FROM jsonb_to_recordset(CAST(CAST(:rows AS TEXT) AS JSONB)) AS w (
        chat_id BIGINT, local_date TEXT, episode_id INTEGER, size INTEGER, first INTEGER, due_at BIGINT, now BIGINT,
        late INTEGER
    )
),
moved AS (
    SELECT * FROM jsonb_to_recordset(CAST(CAST(:moved AS TEXT) AS JSONB)) AS m (
        chat_id BIGINT, last_date TEXT, next_due_at BIGINT, seen BIGINT, zone TEXT, minute INTEGER, days INTEGER,
        quiet_from INTEGER, quiet_to INTEGER
    )
),
taken AS (
    INSERT INTO deliveries (
        chat_id, local_date, episode_id, size, first, status, due_at, updated_at, late, attempts, message_id, error
    )
    SELECT chat_id, local_date, episode_id, size, first, 'sending', due_at, now, late, 1, NULL, NULL FROM wanted
    ON CONFLICT (chat_id, local_date) DO NOTHING
    RETURNING chat_id
),
expired AS (
    UPDATE deliveries d SET
        status = CASE WHEN d.message_id IS NULL THEN 'expired' ELSE 'sent' END, error = 'a newer date came first'
    FROM wanted
    WHERE d.chat_id = wanted.chat_id AND d.local_date < wanted.local_date AND d.status = 'pending'
        AND (d.message_id IS NULL OR d.due_at <= wanted.now)
),
advanced AS (
    UPDATE subscriptions s SET
        last_date = CASE WHEN s.last_date > o.last_date THEN s.last_date ELSE COALESCE(o.last_date, s.last_date) END,
        next_due_at = CASE
            WHEN s.next_due_at = o.seen AND s.zone = o.zone AND s.minute = o.minute AND s.days = o.days
                AND COALESCE(s.quiet_from, -1) = COALESCE(o.quiet_from, -1)
                AND COALESCE(s.quiet_to, -1) = COALESCE(o.quiet_to, -1)
            THEN o.next_due_at ELSE s.next_due_at
        END
    FROM moved o WHERE s.chat_id = o.chat_id AND s.chat_id = ANY(ARRAY(SELECT chat_id FROM moved))
)
SELECT chat_id FROM taken

-- name: put_off(chat_id, local_date, episode_id, size, first, due_at, now, late)!
-- A row that waits for a later date.
INSERT INTO deliveries (
    chat_id, local_date, episode_id, size, first, status, due_at, updated_at, late, attempts, message_id, error
) VALUES (
    :chat_id, :local_date, :episode_id, :size, :first, 'pending', :due_at, :now, :late, 0, NULL, NULL
)
ON CONFLICT (chat_id, local_date) DO NOTHING

-- name: expire(rows)!
-- Of several dates only the newest is brought; what was sent before and put off has been had all the same.
UPDATE deliveries SET
    status = CASE WHEN message_id IS NULL THEN 'expired' ELSE 'sent' END, error = 'a newer date came first'
FROM (
    SELECT
        json_extract(value, '$.chat_id') AS chat, json_extract(value, '$.local_date') AS newer,
        json_extract(value, '$.now') AS now
    FROM json_each(:rows)
) taken
WHERE chat_id = chat AND local_date < newer AND status = 'pending' AND (message_id IS NULL OR due_at <= now)

-- name: waits(now)$
SELECT 1 FROM deliveries WHERE status = 'pending' AND due_at <= :now LIMIT 1

-- name: claim(now, limit)
-- The second `status = 'pending'` is the guard: of two claimers, the later sees the row taken and leaves it.
-- By SQLite's row id: by the key it would look for the rows twice.
UPDATE deliveries SET status = 'sending', attempts = attempts + 1, updated_at = :now
WHERE status = 'pending' AND rowid IN (
    SELECT rowid FROM deliveries
    WHERE status = 'pending' AND due_at <= :now ORDER BY due_at, chat_id LIMIT :limit
)
RETURNING *

-- name: claim_past_others(now, limit)
-- PostgreSQL's words for the same: claimers that meet pass each other by instead of waiting, and never deadlock.
WITH next AS (
    SELECT chat_id, local_date FROM deliveries
    WHERE status = 'pending' AND due_at <= :now ORDER BY due_at, chat_id LIMIT :limit
    FOR UPDATE SKIP LOCKED
)
UPDATE deliveries d SET status = 'sending', attempts = d.attempts + 1, updated_at = :now
FROM next WHERE d.status = 'pending' AND d.chat_id = next.chat_id AND d.local_date = next.local_date
RETURNING d.*

-- name: claim_one(now, chat_id, local_date)^
-- Asked for by the reader: also what is to come later, never reached them, or may not have.
UPDATE deliveries SET status = 'sending', attempts = attempts + 1, updated_at = :now
WHERE chat_id = :chat_id AND local_date = :local_date AND status IN ('pending', 'failed', 'gone', 'expired', 'unknown')
RETURNING *

-- name: settle(status, due_at, now, error, message_id, late, chat_id, local_date, claimed_at)$
-- `claimed_at` tells our claim from a later one: whoever was parked meanwhile settles nothing.
UPDATE deliveries SET
    status = :status, due_at = :due_at, updated_at = :now, error = :error,
    message_id = COALESCE(:message_id, message_id), late = :late
WHERE chat_id = :chat_id AND local_date = :local_date AND status = 'sending' AND updated_at = :claimed_at
RETURNING chat_id

-- name: sent(chat_id, local_date, claimed_at, message_id, late, now)*!
-- The same for the many that arrive.
UPDATE deliveries SET status = 'sent', updated_at = :now, error = NULL, message_id = :message_id, late = :late
WHERE chat_id = :chat_id AND local_date = :local_date AND status = 'sending' AND updated_at = :claimed_at

-- name: sent_in_postgresql(rows)!
UPDATE deliveries d SET
    status = 'sent', updated_at = came.now, error = NULL, message_id = came.message_id, late = came.late
FROM jsonb_to_recordset(CAST(CAST(:rows AS TEXT) AS JSONB)) AS came (
    chat_id BIGINT, local_date TEXT, claimed_at BIGINT, message_id BIGINT, late INTEGER, now BIGINT
)
WHERE d.chat_id = came.chat_id AND d.local_date = came.local_date AND d.status = 'sending'
    AND d.updated_at = came.claimed_at

-- name: offer(episode_id, size, first, chat_id, local_date, claimed_at)$
-- Another episode in a claimed row, before anything was sent.
UPDATE deliveries SET episode_id = :episode_id, size = :size, first = :first
WHERE chat_id = :chat_id AND local_date = :local_date AND status = 'sending' AND updated_at = :claimed_at
RETURNING chat_id

-- name: get(chat_id, local_date)^
SELECT * FROM deliveries WHERE chat_id = :chat_id AND local_date = :local_date

-- name: latest(chat_id)^
SELECT * FROM deliveries WHERE chat_id = :chat_id ORDER BY local_date DESC LIMIT 1

-- name: latest_had(chat_id)^
-- The newest row that reached the chat, may have, or still will.
SELECT * FROM deliveries
WHERE chat_id = :chat_id AND (message_id IS NOT NULL OR status NOT IN ('failed', 'gone', 'expired'))
ORDER BY local_date DESC LIMIT 1

-- name: latest_sent(chat_id, before)^
-- The newest row before a date that certainly reached the chat.
SELECT * FROM deliveries WHERE chat_id = :chat_id AND message_id IS NOT NULL AND local_date < :before
ORDER BY local_date DESC LIMIT 1

-- name: of_episode(chat_id, episode_id)^
-- The chat's newest row for an episode.
SELECT * FROM deliveries WHERE chat_id = :chat_id AND episode_id = :episode_id
ORDER BY local_date DESC LIMIT 1

-- name: change(chat_id, local_date, was, status, due_at)$
-- A reader's change, guarded by the status that they saw. `updated_at` goes on telling when the row was sent.
UPDATE deliveries SET status = :status, due_at = :due_at, attempts = 0, error = NULL
WHERE chat_id = :chat_id AND local_date = :local_date AND status = :was
RETURNING chat_id

-- name: taken(chat_id, local_date)$
SELECT chat_id FROM deliveries WHERE chat_id = :chat_id AND local_date = :local_date

-- name: call_off(chat_id, local_date)$
-- A row that waits and was never sent: its date is free again.
DELETE FROM deliveries
WHERE chat_id = :chat_id AND local_date = :local_date AND status = 'pending' AND message_id IS NULL
RETURNING chat_id

-- name: counts(since)
SELECT status, COUNT(*) AS rows FROM deliveries WHERE updated_at >= :since GROUP BY status

-- name: last_sent()$
SELECT MAX(updated_at) FROM deliveries WHERE status = 'sent'

-- name: retried(since)$
SELECT COUNT(*) FROM deliveries WHERE updated_at >= :since AND attempts > 1

-- name: listed(chat_id, status, limit)
SELECT * FROM deliveries
WHERE (CAST(:chat_id AS BIGINT) IS NULL OR chat_id = :chat_id)
    AND (CAST(:status AS TEXT) IS NULL OR status = :status)
ORDER BY updated_at DESC, chat_id LIMIT :limit

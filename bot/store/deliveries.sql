-- name: owe(chat_id, local_date, episode_id, size, first, due_at, now, late)$
-- The primary key is the promise: a chat and a local date are owed once, however often this runs.
INSERT INTO deliveries (
    chat_id, local_date, episode_id, size, first, status, due_at, updated_at, late, attempts, message_id, error
) VALUES (
    :chat_id, :local_date, :episode_id, :size, :first, 'pending', :due_at, :now, :late, 0, NULL, NULL
)
ON CONFLICT (chat_id, local_date) DO NOTHING
RETURNING chat_id

-- name: claim(now, limit)
-- The second `status = 'pending'` is the guard: of two claimers, the later sees the row taken and leaves it.
UPDATE deliveries SET status = 'sending', attempts = attempts + 1, updated_at = :now
WHERE status = 'pending' AND (chat_id, local_date) IN (
    SELECT chat_id, local_date FROM deliveries
    WHERE status = 'pending' AND due_at <= :now ORDER BY due_at, chat_id LIMIT :limit
)
RETURNING *

-- name: claim_one(now, chat_id, local_date)^
UPDATE deliveries SET status = 'sending', attempts = attempts + 1, updated_at = :now
WHERE status = 'pending' AND chat_id = :chat_id AND local_date = :local_date
RETURNING *

-- name: settle(status, due_at, now, error, message_id, chat_id, local_date)$
UPDATE deliveries SET
    status = :status, due_at = :due_at, updated_at = :now, error = :error,
    message_id = COALESCE(:message_id, message_id)
WHERE chat_id = :chat_id AND local_date = :local_date AND status = 'sending'
RETURNING chat_id

-- name: park(now, before)
-- A claim older than any request can live: whoever held it is gone, and the message may have arrived.
UPDATE deliveries SET status = 'unknown', updated_at = :now, error = 'interrupted'
WHERE status = 'sending' AND updated_at < :before
RETURNING *

-- name: get(chat_id, local_date)^
SELECT * FROM deliveries WHERE chat_id = :chat_id AND local_date = :local_date

-- name: latest(chat_id)^
SELECT * FROM deliveries WHERE chat_id = :chat_id ORDER BY local_date DESC LIMIT 1

-- name: of_episode(chat_id, episode_id)^
-- The chat's newest row for an episode.
SELECT * FROM deliveries WHERE chat_id = :chat_id AND episode_id = :episode_id
ORDER BY local_date DESC LIMIT 1

-- name: change(chat_id, local_date, was, status, due_at, now)$
-- A reader's or an operator's change, guarded by the status that they saw.
UPDATE deliveries SET status = :status, due_at = :due_at, updated_at = :now, attempts = 0
WHERE chat_id = :chat_id AND local_date = :local_date AND status = :was
RETURNING chat_id

-- name: counts(since)
SELECT status, COUNT(*) AS rows FROM deliveries WHERE updated_at >= :since GROUP BY status

-- name: last_sent()$
SELECT MAX(updated_at) FROM deliveries WHERE status = 'sent'

-- name: resend_unknown(now)
UPDATE deliveries SET status = 'pending', due_at = :now, updated_at = :now, attempts = 0 WHERE status = 'unknown'
RETURNING chat_id

-- name: listed(chat_id, status, limit)
SELECT * FROM deliveries
WHERE (CAST(:chat_id AS BIGINT) IS NULL OR chat_id = :chat_id)
    AND (CAST(:status AS TEXT) IS NULL OR status = :status)
ORDER BY updated_at DESC, chat_id LIMIT :limit

-- name: unknown()$
SELECT COUNT(*) FROM deliveries WHERE status = 'unknown'

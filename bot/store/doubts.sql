-- name: park(again, most, now, before)
-- A claim older than any request can live: whoever held it is gone, and the message may have arrived.
UPDATE deliveries SET
    status = CASE WHEN CAST(:again AS INTEGER) = 1 AND attempts < :most THEN 'pending' ELSE 'unknown' END,
    due_at = CAST(:now AS BIGINT), updated_at = :now, error = 'interrupted'
WHERE status = 'sending' AND updated_at < :before
RETURNING *

-- name: restored(now, reason)
-- After a restoration: what was under way or has come due may have arrived since the backup was made.
UPDATE deliveries SET status = 'unknown', error = :reason
WHERE status = 'sending' OR (status = 'pending' AND due_at <= :now)
RETURNING chat_id

-- name: of(chat_id)^
-- The chat's newest row that may or may not have arrived.
SELECT * FROM deliveries WHERE chat_id = :chat_id AND status = 'unknown' ORDER BY local_date DESC LIMIT 1

-- name: chats(since, at)
SELECT chat_id FROM deliveries WHERE status = 'unknown' AND (local_date >= :since OR updated_at >= :at)

-- name: latest(since, restored)$
-- When a row last came to be in doubt, but for those that a restoration put into it.
SELECT MAX(updated_at) FROM deliveries
WHERE status = 'unknown' AND updated_at > :since AND COALESCE(error, '') <> :restored

-- name: count()$
-- Those that `resend` would send.
SELECT COUNT(*) FROM deliveries
WHERE status = 'unknown' AND NOT EXISTS (
    SELECT 1 FROM deliveries newer
    WHERE newer.chat_id = deliveries.chat_id AND newer.local_date > deliveries.local_date
)

-- name: resend(now)
-- Only a chat's newest date: nobody wants last week's on top of today's.
UPDATE deliveries SET status = 'pending', due_at = :now, updated_at = :now, attempts = 0
WHERE status = 'unknown' AND NOT EXISTS (
    SELECT 1 FROM deliveries newer
    WHERE newer.chat_id = deliveries.chat_id AND newer.local_date > deliveries.local_date
)
RETURNING chat_id

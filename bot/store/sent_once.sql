-- name: claim(chat_id, key, at, stale)$
-- For whoever comes first, and again where the first never came to an end.
INSERT INTO sent_once (chat_id, key, at, status, body) VALUES (:chat_id, :key, :at, 0, '')
ON CONFLICT (chat_id, key) DO UPDATE SET at = excluded.at WHERE sent_once.status = 0 AND sent_once.at < :stale
RETURNING key

-- name: get(chat_id, key)^
SELECT status, body FROM sent_once WHERE chat_id = :chat_id AND key = :key

-- name: settle(status, body, chat_id, key)!
UPDATE sent_once SET status = :status, body = :body WHERE chat_id = :chat_id AND key = :key

-- name: drop(chat_id, key)!
DELETE FROM sent_once WHERE chat_id = :chat_id AND key = :key

-- name: expire(before, limit)
DELETE FROM sent_once WHERE (chat_id, key) IN (
    SELECT chat_id, key FROM sent_once WHERE at < :before ORDER BY at LIMIT :limit
)
RETURNING chat_id

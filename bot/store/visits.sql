-- name: put(chat_id, hash, began_at, expires_at)!
INSERT INTO visits (chat_id, hash, began_at, expires_at) VALUES (:chat_id, :hash, :began_at, :expires_at)

-- name: get(chat_id, hash)^
SELECT chat_id, began_at, expires_at FROM visits WHERE chat_id = :chat_id AND hash = :hash

-- name: prolong(expires_at, chat_id, hash)!
UPDATE visits SET expires_at = :expires_at WHERE chat_id = :chat_id AND hash = :hash

-- name: drop(chat_id, hash)!
DELETE FROM visits WHERE chat_id = :chat_id AND hash = :hash

-- name: keep_newest(chat_id, most)!
-- Of many visits of one reader the newest.
DELETE FROM visits WHERE chat_id = :chat_id AND hash NOT IN (
    SELECT hash FROM visits WHERE chat_id = :chat_id ORDER BY began_at DESC, hash LIMIT :most
)

-- name: expire(before)!
DELETE FROM visits WHERE expires_at < :before

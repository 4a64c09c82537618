-- name: keep(chat_id, update_id, body)*!
INSERT INTO inbox (chat_id, update_id, body, tries) VALUES (:chat_id, :update_id, :body, 0)
ON CONFLICT (chat_id, update_id) DO NOTHING

-- name: done(update_id)*!
DELETE FROM inbox WHERE update_id = :update_id

-- name: clear()!
DELETE FROM inbox

-- name: try_again()!
UPDATE inbox SET tries = tries + 1

-- name: give_up(tries)!
DELETE FROM inbox WHERE tries > :tries

-- name: left()
SELECT body FROM inbox ORDER BY update_id

-- name: seen(now)!
-- When a row was first met by whoever expires them: one that was put by a moment ago has no instant yet.
UPDATE inbox SET kept_at = :now WHERE kept_at = 0

-- name: expire(before)!
DELETE FROM inbox WHERE kept_at > 0 AND kept_at < :before

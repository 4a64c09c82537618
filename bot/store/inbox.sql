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

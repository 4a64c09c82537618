-- name: in_terms(known, chat_id, key)$
UPDATE terms SET known = :known WHERE chat_id = :chat_id AND key = :key AND deleted_at IS NULL RETURNING id

-- name: put(chat_id, id, key, headword, meaning, now)!
INSERT INTO known_words (chat_id, id, key, headword, meaning, known, known_at)
VALUES (:chat_id, :id, :key, :headword, :meaning, 1, :now)
ON CONFLICT (chat_id, key) DO UPDATE SET known = 1, known_at = excluded.known_at

-- name: drop(chat_id, key)!
-- The row stays for whoever takes it back at once.
UPDATE known_words SET known = 0 WHERE chat_id = :chat_id AND key = :key

-- name: set_known(known, chat_id, id)$
UPDATE known_words SET known = :known WHERE chat_id = :chat_id AND id = :id RETURNING headword

-- name: page(chat_id, limit, offset)
SELECT id, headword, meaning, COUNT(*) OVER () AS total FROM known_words WHERE chat_id = :chat_id AND known = 1
ORDER BY known_at DESC, id DESC LIMIT :limit OFFSET :offset

-- name: count(chat_id)$
SELECT COUNT(*) FROM known_words WHERE chat_id = :chat_id AND known = 1

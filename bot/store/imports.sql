-- name: put(chat_id, id, last_id, message_id, added, updated, before, imported_at)!
INSERT INTO imports (chat_id, id, last_id, message_id, added, updated, before, imported_at)
VALUES (:chat_id, :id, :last_id, :message_id, :added, :updated, :before, :imported_at)

-- name: by_id(chat_id, id)^
SELECT * FROM imports WHERE chat_id = :chat_id AND id = :id

-- name: by_message(chat_id, message_id)^
SELECT * FROM imports WHERE chat_id = :chat_id AND message_id = :message_id ORDER BY id DESC LIMIT 1

-- name: drop(chat_id, id)!
DELETE FROM imports WHERE chat_id = :chat_id AND id = :id

-- name: purge(before)!
DELETE FROM imports WHERE imported_at < :before

-- name: bury(now, chat_id, id, last_id)!
-- Terms that came with it are put aside, as a deletion does.
UPDATE terms SET deleted_at = :now
WHERE chat_id = :chat_id AND id > :id AND id <= :last_id AND deleted_at IS NULL

-- name: empty_terms(meaning, note, known, deleted_at, chat_id, term_id)*!
-- What it filled is empty again, where nobody wrote there since.
UPDATE terms SET
    meaning = CASE WHEN meaning = :meaning THEN '' ELSE meaning END,
    note = CASE WHEN note = :note THEN '' ELSE note END,
    known = CASE WHEN :known = 1 THEN 0 ELSE known END,
    deleted_at = COALESCE(deleted_at, CAST(:deleted_at AS BIGINT))
WHERE chat_id = :chat_id AND id = :term_id

-- name: drop_contexts(chat_id, id, last_id)!
-- Those of terms that were there before.
DELETE FROM contexts WHERE chat_id = :chat_id AND id > :id AND id <= :last_id AND term_id < :id

-- name: drop_reviews(chat_id, id, last_id)!
DELETE FROM reviews WHERE chat_id = :chat_id AND id > :id AND id <= :last_id AND term_id < :id

-- name: put_back_cards(state, step, stability, difficulty, due, last_review, chat_id, term_id, taken)*!
-- A memory that went on since is left as it is.
UPDATE cards SET state = :state, step = :step, stability = :stability, difficulty = :difficulty, due = :due,
    last_review = :last_review
WHERE chat_id = :chat_id AND term_id = :term_id AND last_review = :taken

-- name: unknow(chat_id, key, imported_at)*!
UPDATE known_words SET known = 0 WHERE chat_id = :chat_id AND key = :key AND known_at = :imported_at

-- name: drop_follows(chat_id, builder, imported_at)*!
DELETE FROM follows WHERE chat_id = :chat_id AND builder = :builder AND followed_at = :imported_at

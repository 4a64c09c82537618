-- name: terms(chat_id)
SELECT * FROM terms WHERE chat_id = :chat_id AND deleted_at IS NULL ORDER BY created_at, id

-- name: contexts(chat_id)
SELECT * FROM contexts WHERE chat_id = :chat_id ORDER BY term_id, created_at DESC, id DESC

-- name: cards(chat_id)
SELECT * FROM cards WHERE chat_id = :chat_id

-- name: reviews(chat_id)
SELECT * FROM reviews WHERE chat_id = :chat_id ORDER BY term_id, id

-- name: follows(chat_id)
SELECT builder FROM follows WHERE chat_id = :chat_id ORDER BY followed_at, builder

-- name: known(chat_id)
SELECT * FROM known_words WHERE chat_id = :chat_id AND known = 1 ORDER BY known_at, id

-- name: put_known(chat_id, id, key, headword, meaning, known_at)*!
INSERT INTO known_words (chat_id, id, key, headword, meaning, known, known_at)
VALUES (:chat_id, :id, :key, :headword, :meaning, 1, :known_at)
ON CONFLICT (chat_id, key) DO UPDATE SET known = 1, known_at = excluded.known_at

-- name: put_follows(chat_id, builder, followed_at)*!
INSERT INTO follows (chat_id, builder, followed_at) VALUES (:chat_id, :builder, :followed_at)
ON CONFLICT (chat_id, builder) DO NOTHING

-- name: keys(chat_id)
-- Also of deleted terms: an import brings them back.
SELECT key, id, meaning, note, known, deleted_at FROM terms WHERE chat_id = :chat_id

-- name: put_terms(chat_id, id, key, headword, meaning, note, known, created_at)*!
INSERT INTO terms (chat_id, id, key, headword, meaning, note, known, created_at)
VALUES (:chat_id, :id, :key, :headword, :meaning, :note, :known, :created_at)

-- name: fill_terms(meaning, note, known, chat_id, term_id)*!
-- What the chat wrote itself stands; what it left empty is filled.
UPDATE terms SET
    meaning = CASE WHEN meaning = '' THEN :meaning ELSE meaning END,
    note = CASE WHEN note = '' THEN :note ELSE note END,
    known = CASE WHEN known = 1 THEN 1 ELSE :known END,
    deleted_at = NULL
WHERE chat_id = :chat_id AND id = :term_id

-- name: put_contexts(chat_id, id, term_id, episode_id, position, sentence, translation, show, date, start, url, created_at)*!
INSERT INTO contexts (
    chat_id, id, term_id, episode_id, position, sentence, translation, show, date, start, url, created_at
) VALUES (
    :chat_id, :id, :term_id, :episode_id, :position, :sentence, :translation, :show, :date, :start, :url, :created_at
)

-- name: put_cards(chat_id, term_id, state, step, stability, difficulty, due, last_review)*!
-- A memory that is further on than the chat's own takes its place.
INSERT INTO cards (chat_id, term_id, state, step, stability, difficulty, due, last_review)
VALUES (:chat_id, :term_id, :state, :step, :stability, :difficulty, :due, :last_review)
ON CONFLICT (chat_id, term_id) DO UPDATE SET
    state = excluded.state, step = excluded.step, stability = excluded.stability,
    difficulty = excluded.difficulty, due = excluded.due, last_review = excluded.last_review
WHERE excluded.last_review IS NOT NULL
    AND (cards.last_review IS NULL OR cards.last_review < excluded.last_review)

-- name: settle_cards(chat_id)!
-- As terms.sql settles one card: all of the chat's at once.
UPDATE cards SET active = (
    SELECT CASE WHEN t.deleted_at IS NOT NULL THEN -1 WHEN t.known = 1 THEN 0 ELSE 1 END FROM terms t
    WHERE t.chat_id = cards.chat_id AND t.id = cards.term_id
)
WHERE chat_id = :chat_id

-- name: put_reviews(chat_id, id, term_id, rating, reviewed_at, state, step, stability, difficulty, due, last_review)*!
-- An imported rating belongs to no session of this chat: 0 is none.
INSERT INTO reviews (
    chat_id, id, term_id, session_id, position, rating, reviewed_at, state, step, stability, difficulty, due,
    last_review
) VALUES (
    :chat_id, :id, :term_id, 0, 0, :rating, :reviewed_at, :state, :step, :stability, :difficulty, :due, :last_review
)

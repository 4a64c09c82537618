-- name: terms(chat_id)
SELECT * FROM terms WHERE chat_id = :chat_id AND deleted_at IS NULL ORDER BY created_at, id

-- name: contexts(chat_id)
SELECT * FROM contexts WHERE chat_id = :chat_id ORDER BY term_id, created_at DESC, id DESC

-- name: cards(chat_id)
SELECT * FROM cards WHERE chat_id = :chat_id

-- name: reviews(chat_id)
SELECT * FROM reviews WHERE chat_id = :chat_id ORDER BY term_id, id

-- name: term(chat_id, key)^
SELECT * FROM terms WHERE chat_id = :chat_id AND key = :key

-- name: put_term(chat_id, id, key, headword, meaning, note, known, created_at)!
INSERT INTO terms (chat_id, id, key, headword, meaning, note, known, created_at)
VALUES (:chat_id, :id, :key, :headword, :meaning, :note, :known, :created_at)

-- name: fill_term(meaning, note, known, chat_id, term_id)!
-- What the chat wrote itself stands; what it left empty is filled.
UPDATE terms SET
    meaning = CASE WHEN meaning = '' THEN :meaning ELSE meaning END,
    note = CASE WHEN note = '' THEN :note ELSE note END,
    known = CASE WHEN known = 1 THEN 1 ELSE :known END,
    deleted_at = NULL
WHERE chat_id = :chat_id AND id = :term_id

-- name: has_context(chat_id, term_id, sentence)$
SELECT id FROM contexts WHERE chat_id = :chat_id AND term_id = :term_id AND sentence = :sentence

-- name: put_context(chat_id, id, term_id, episode_id, position, sentence, translation, show, date, start, url, created_at)!
INSERT INTO contexts (
    chat_id, id, term_id, episode_id, position, sentence, translation, show, date, start, url, created_at
) VALUES (
    :chat_id, :id, :term_id, :episode_id, :position, :sentence, :translation, :show, :date, :start, :url, :created_at
)

-- name: put_card(chat_id, term_id, state, step, stability, difficulty, due, last_review, active)!
-- A memory that is further on than the chat's own takes its place.
INSERT INTO cards (chat_id, term_id, state, step, stability, difficulty, due, last_review, active)
VALUES (:chat_id, :term_id, :state, :step, :stability, :difficulty, :due, :last_review, :active)
ON CONFLICT (chat_id, term_id) DO UPDATE SET
    state = excluded.state, step = excluded.step, stability = excluded.stability,
    difficulty = excluded.difficulty, due = excluded.due, last_review = excluded.last_review
WHERE excluded.last_review IS NOT NULL
    AND (cards.last_review IS NULL OR cards.last_review < excluded.last_review)

-- name: settle_card(active, chat_id, term_id)!
UPDATE cards SET active = :active WHERE chat_id = :chat_id AND term_id = :term_id

-- name: has_review(chat_id, term_id, reviewed_at)$
SELECT id FROM reviews WHERE chat_id = :chat_id AND term_id = :term_id AND reviewed_at = :reviewed_at

-- name: put_review(chat_id, id, term_id, rating, reviewed_at, state, step, stability, difficulty, due, last_review)!
-- An imported rating belongs to no session of this chat: 0 is none.
INSERT INTO reviews (
    chat_id, id, term_id, session_id, position, rating, reviewed_at, state, step, stability, difficulty, due,
    last_review
) VALUES (
    :chat_id, :id, :term_id, 0, 0, :rating, :reviewed_at, :state, :step, :stability, :difficulty, :due, :last_review
)

-- name: card(chat_id, term_id)^
SELECT * FROM cards WHERE chat_id = :chat_id AND term_id = :term_id

-- name: put_card(state, step, stability, difficulty, due, last_review, chat_id, term_id)!
UPDATE cards SET
    state = :state, step = :step, stability = :stability, difficulty = :difficulty,
    due = :due, last_review = :last_review
WHERE chat_id = :chat_id AND term_id = :term_id

-- name: hide(until, chat_id, term_id)!
UPDATE cards SET hidden_until = :until WHERE chat_id = :chat_id AND term_id = :term_id

-- name: due(now, chat_id, before, limit)
-- Overdue longest against its stability first: with FSRS that is the order of lowest retrievability.
SELECT term_id FROM cards
WHERE chat_id = :chat_id AND active = 1 AND last_review IS NOT NULL AND due < :before
    AND (hidden_until IS NULL OR hidden_until <= :now)
ORDER BY (:now - last_review) / stability DESC, term_id LIMIT :limit

-- name: new(chat_id, now, limit)
-- Oldest first: a term that was saved waits its turn and is never starved by newer ones.
SELECT term_id FROM cards
WHERE chat_id = :chat_id AND active = 1 AND last_review IS NULL AND (hidden_until IS NULL OR hidden_until <= :now)
ORDER BY due, term_id LIMIT :limit

-- name: count_due(chat_id, before, now)$
SELECT COUNT(*) FROM cards
WHERE chat_id = :chat_id AND active = 1 AND last_review IS NOT NULL AND due < :before
    AND (hidden_until IS NULL OR hidden_until <= :now)

-- name: count_new(chat_id, now, limit)$
SELECT COUNT(*) FROM (
    SELECT 1 FROM cards
    WHERE chat_id = :chat_id AND active = 1 AND last_review IS NULL AND (hidden_until IS NULL OR hidden_until <= :now)
    LIMIT :limit
) fresh

-- name: done_since(chat_id, since)^
-- Cards met for the first time, and others that were due, since an instant; each counts once.
SELECT
    COUNT(DISTINCT CASE WHEN last_review IS NULL THEN term_id END) AS introduced,
    COUNT(DISTINCT CASE WHEN last_review IS NOT NULL AND last_review < :since THEN term_id END) AS repeated
FROM reviews WHERE chat_id = :chat_id AND reviewed_at >= :since

-- name: session(chat_id)^
SELECT * FROM sessions WHERE chat_id = :chat_id

-- name: put_session(chat_id, id, day, started_at, queue)^
-- `turn` goes on from the session before: no button of it fits this one.
INSERT INTO sessions (chat_id, id, day, started_at, queue, position, turn)
VALUES (:chat_id, :id, :day, :started_at, :queue, 0, 1)
ON CONFLICT (chat_id) DO UPDATE SET
    id = excluded.id, day = excluded.day, started_at = excluded.started_at, queue = excluded.queue,
    position = 0, turn = sessions.turn + 1
RETURNING *

-- name: move(queue, position, chat_id, id, turn)$
-- To the next turn, if it is still this one: of two ratings that raced, one comes here first.
UPDATE sessions SET queue = :queue, position = :position, turn = turn + 1
WHERE chat_id = :chat_id AND id = :id AND turn = :turn RETURNING turn

-- name: waiting(chat_id, queue, now)
-- Of a session's terms, a JSON array, those that can still be reviewed.
SELECT chat_id, term_id, state, step, stability, difficulty, due, last_review FROM cards
WHERE chat_id = :chat_id AND active = 1 AND (hidden_until IS NULL OR hidden_until <= :now)
    AND term_id IN (SELECT CAST(value AS INTEGER) FROM json_each(:queue))

-- name: put_review(chat_id, id, term_id, session_id, position, rating, reviewed_at, state, step, stability, difficulty, due, last_review)!
INSERT INTO reviews (
    chat_id, id, term_id, session_id, position, rating, reviewed_at,
    state, step, stability, difficulty, due, last_review
) VALUES (
    :chat_id, :id, :term_id, :session_id, :position, :rating, :reviewed_at,
    :state, :step, :stability, :difficulty, :due, :last_review
)

-- name: last_review(chat_id, session_id)^
SELECT * FROM reviews WHERE chat_id = :chat_id AND session_id = :session_id ORDER BY id DESC LIMIT 1

-- name: of_session(chat_id, session_id)
SELECT * FROM reviews WHERE chat_id = :chat_id AND session_id = :session_id ORDER BY id

-- name: drop_review(chat_id, id)!
DELETE FROM reviews WHERE chat_id = :chat_id AND id = :id

-- name: of_term(chat_id, term_id)
SELECT * FROM reviews WHERE chat_id = :chat_id AND term_id = :term_id ORDER BY id

-- name: dues(chat_id, before)
-- When cards come due, for the weeks ahead.
SELECT due FROM cards
WHERE chat_id = :chat_id AND active = 1 AND last_review IS NOT NULL AND due < :before ORDER BY due

-- name: ratings(chat_id, since)
-- First ratings of terms already learnt, since an instant: what retention is counted from.
SELECT reviewed_at, rating FROM reviews
WHERE chat_id = :chat_id AND reviewed_at >= :since AND state = 'review' ORDER BY reviewed_at

-- name: figures(chat_id)^
SELECT
    COUNT(*) AS terms,
    SUM(t.known) AS known,
    SUM(CASE WHEN t.known = 0 AND c.last_review IS NULL THEN 1 ELSE 0 END) AS fresh,
    SUM(CASE WHEN t.known = 0 AND c.state = 'review' AND c.stability >= 21 THEN 1 ELSE 0 END) AS firm
FROM terms t JOIN cards c ON c.chat_id = t.chat_id AND c.term_id = t.id
WHERE t.chat_id = :chat_id AND t.deleted_at IS NULL

-- name: settings(chat_id)^
SELECT * FROM review_settings WHERE chat_id = :chat_id

-- name: put_settings(chat_id, four_grades, prompt, new_per_day, due_per_day, reminder, remind_at, reminded_on)!
INSERT INTO review_settings (
    chat_id, four_grades, prompt, new_per_day, due_per_day, reminder, remind_at, reminded_on
) VALUES (
    :chat_id, :four_grades, :prompt, :new_per_day, :due_per_day, :reminder, :remind_at, :reminded_on
)
ON CONFLICT (chat_id) DO UPDATE SET
    four_grades = excluded.four_grades, prompt = excluded.prompt, new_per_day = excluded.new_per_day,
    due_per_day = excluded.due_per_day, reminder = excluded.reminder, remind_at = excluded.remind_at

-- name: to_remind(now, limit)
SELECT * FROM review_settings WHERE remind_at <= :now ORDER BY remind_at, chat_id LIMIT :limit

-- name: to_remind_past_others(now, limit)
-- PostgreSQL's words for the same inside a transaction: of several who look, each has others to look at.
SELECT * FROM review_settings WHERE remind_at <= :now ORDER BY remind_at, chat_id LIMIT :limit
FOR UPDATE SKIP LOCKED

-- name: claim_reminder(remind_at, today, chat_id, seen)$
-- On to the next instant before anything is sent: a reminder is lost rather than sent twice.
UPDATE review_settings SET remind_at = :remind_at, reminded_on = COALESCE(:today, reminded_on)
WHERE chat_id = :chat_id AND remind_at = :seen RETURNING chat_id

-- name: next_due(chat_id)$
SELECT MIN(due) FROM cards WHERE chat_id = :chat_id AND active = 1 AND last_review IS NOT NULL

-- name: count_since(chat_id, since)$
SELECT COUNT(*) FROM reviews WHERE chat_id = :chat_id AND reviewed_at >= :since

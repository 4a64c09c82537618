-- A chat as a whole, over every table that has its rows. A test holds this file against the schema.

-- name: move_subscriptions(old, new)!
UPDATE subscriptions SET chat_id = :new WHERE chat_id = :old

-- name: move_deliveries(old, new)!
UPDATE deliveries SET chat_id = :new WHERE chat_id = :old

-- name: move_progress(old, new)!
UPDATE progress SET chat_id = :new WHERE chat_id = :old

-- name: move_follows(old, new)!
UPDATE follows SET chat_id = :new WHERE chat_id = :old

-- name: move_known_words(old, new)!
UPDATE known_words SET chat_id = :new WHERE chat_id = :old

-- name: move_terms(old, new)!
UPDATE terms SET chat_id = :new WHERE chat_id = :old

-- name: move_contexts(old, new)!
UPDATE contexts SET chat_id = :new WHERE chat_id = :old

-- name: move_prompts(old, new)!
UPDATE prompts SET chat_id = :new WHERE chat_id = :old

-- name: move_corrections(old, new)!
UPDATE corrections SET chat_id = :new WHERE chat_id = :old

-- name: move_reviews(old, new)!
UPDATE reviews SET chat_id = :new WHERE chat_id = :old

-- name: move_cards(old, new)!
UPDATE cards SET chat_id = :new WHERE chat_id = :old

-- name: move_sessions(old, new)!
UPDATE sessions SET chat_id = :new WHERE chat_id = :old

-- name: move_review_settings(old, new)!
UPDATE review_settings SET chat_id = :new WHERE chat_id = :old

-- name: move_inbox(old, new)!
UPDATE inbox SET chat_id = :new WHERE chat_id = :old

-- name: move_arrivals(old, new)!
UPDATE arrivals SET chat_id = :new WHERE chat_id = :old

-- name: move_turns(old, new)!
UPDATE turns SET chat_id = :new WHERE chat_id = :old

-- name: move_listening(old, new)!
UPDATE listening SET chat_id = :new WHERE chat_id = :old

-- name: drop_listening(chat_id)!
DELETE FROM listening WHERE chat_id = :chat_id

-- name: drop_subscriptions(chat_id)!
DELETE FROM subscriptions WHERE chat_id = :chat_id

-- name: drop_arrivals(chat_id)!
DELETE FROM arrivals WHERE chat_id = :chat_id

-- name: drop_turns(chat_id)!
DELETE FROM turns WHERE chat_id = :chat_id

-- name: drop_inbox(chat_id)!
DELETE FROM inbox WHERE chat_id = :chat_id

-- name: drop_deliveries(chat_id)!
DELETE FROM deliveries WHERE chat_id = :chat_id

-- name: drop_progress(chat_id)!
DELETE FROM progress WHERE chat_id = :chat_id

-- name: drop_follows(chat_id)!
DELETE FROM follows WHERE chat_id = :chat_id

-- name: drop_contexts(chat_id)!
DELETE FROM contexts WHERE chat_id = :chat_id

-- name: drop_known_words(chat_id)!
DELETE FROM known_words WHERE chat_id = :chat_id

-- name: drop_terms(chat_id)!
DELETE FROM terms WHERE chat_id = :chat_id

-- name: drop_prompts(chat_id)!
DELETE FROM prompts WHERE chat_id = :chat_id

-- name: drop_corrections(chat_id)!
DELETE FROM corrections WHERE chat_id = :chat_id

-- name: drop_reviews(chat_id)!
DELETE FROM reviews WHERE chat_id = :chat_id

-- name: drop_cards(chat_id)!
DELETE FROM cards WHERE chat_id = :chat_id

-- name: drop_sessions(chat_id)!
DELETE FROM sessions WHERE chat_id = :chat_id

-- name: drop_review_settings(chat_id)!
DELETE FROM review_settings WHERE chat_id = :chat_id

-- name: move_traces(old, new)!
UPDATE traces SET chat_id = :new WHERE chat_id = :old

-- name: drop_traces(chat_id)!
DELETE FROM traces WHERE chat_id = :chat_id

-- name: move_had_before(old, new)!
UPDATE had_before SET chat_id = :new WHERE chat_id = :old

-- name: drop_had_before(chat_id)!
DELETE FROM had_before WHERE chat_id = :chat_id

-- name: known(chat_id)$
SELECT chat_id FROM subscriptions WHERE chat_id = :chat_id

-- name: all()
SELECT chat_id FROM subscriptions UNION SELECT chat_id FROM terms UNION SELECT chat_id FROM deliveries

-- name: rows_arrivals(chat_id)
SELECT * FROM arrivals WHERE chat_id = :chat_id

-- name: rows_turns(chat_id)
SELECT * FROM turns WHERE chat_id = :chat_id

-- name: rows_inbox(chat_id)
SELECT * FROM inbox WHERE chat_id = :chat_id

-- name: rows_traces(chat_id)
SELECT * FROM traces WHERE chat_id = :chat_id

-- name: rows_had_before(chat_id)
SELECT * FROM had_before WHERE chat_id = :chat_id

-- name: rows_listening(chat_id)
SELECT * FROM listening WHERE chat_id = :chat_id

-- name: rows_prompts(chat_id)
SELECT * FROM prompts WHERE chat_id = :chat_id

-- name: rows_corrections(chat_id)
SELECT * FROM corrections WHERE chat_id = :chat_id

-- name: rows_reviews(chat_id)
SELECT * FROM reviews WHERE chat_id = :chat_id

-- name: rows_cards(chat_id)
SELECT * FROM cards WHERE chat_id = :chat_id

-- name: rows_contexts(chat_id)
SELECT * FROM contexts WHERE chat_id = :chat_id

-- name: rows_terms(chat_id)
SELECT * FROM terms WHERE chat_id = :chat_id

-- name: rows_sessions(chat_id)
SELECT * FROM sessions WHERE chat_id = :chat_id

-- name: rows_review_settings(chat_id)
SELECT * FROM review_settings WHERE chat_id = :chat_id

-- name: rows_progress(chat_id)
SELECT * FROM progress WHERE chat_id = :chat_id

-- name: rows_follows(chat_id)
SELECT * FROM follows WHERE chat_id = :chat_id

-- name: rows_deliveries(chat_id)
SELECT * FROM deliveries WHERE chat_id = :chat_id

-- name: rows_subscriptions(chat_id)
SELECT * FROM subscriptions WHERE chat_id = :chat_id

-- name: rows_known_words(chat_id)
SELECT * FROM known_words WHERE chat_id = :chat_id

-- name: move_imports(old, new)!
UPDATE imports SET chat_id = :new WHERE chat_id = :old

-- name: drop_imports(chat_id)!
DELETE FROM imports WHERE chat_id = :chat_id

-- name: rows_imports(chat_id)
SELECT * FROM imports WHERE chat_id = :chat_id

-- name: move_visits(old, new)!
UPDATE visits SET chat_id = :new WHERE chat_id = :old

-- name: drop_visits(chat_id)!
DELETE FROM visits WHERE chat_id = :chat_id

-- name: rows_visits(chat_id)
SELECT * FROM visits WHERE chat_id = :chat_id

-- name: move_sent_once(old, new)!
UPDATE sent_once SET chat_id = :new WHERE chat_id = :old

-- name: drop_sent_once(chat_id)!
DELETE FROM sent_once WHERE chat_id = :chat_id

-- name: rows_sent_once(chat_id)
SELECT * FROM sent_once WHERE chat_id = :chat_id

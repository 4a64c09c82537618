-- name: get(chat_id)^
SELECT * FROM subscriptions WHERE chat_id = :chat_id

-- name: get_each(chats)
-- PostgreSQL's words for the same of several chats: it takes an array as it is, and looks each of its elements up.
SELECT * FROM subscriptions WHERE chat_id = ANY(CAST(:chats AS BIGINT[]))

-- name: of(chats)
SELECT * FROM subscriptions WHERE chat_id IN (SELECT CAST(value AS BIGINT) FROM json_each(:chats))

-- name: put(chat_id, language, zone, minute, days, digest_size, translation, mode, empty_day, lead, silent, quiet_from, quiet_to, standing, since, paused_until, last_date, next_due_at, level)!
INSERT INTO subscriptions (
    chat_id, language, zone, minute, days, digest_size, translation, mode, empty_day, lead, silent, quiet_from,
    quiet_to, standing, since, paused_until, last_date, next_due_at, level
) VALUES (
    :chat_id, :language, :zone, :minute, :days, :digest_size, :translation, :mode, :empty_day, :lead, :silent,
    :quiet_from, :quiet_to, :standing, :since, :paused_until, :last_date, :next_due_at, :level
)
ON CONFLICT (chat_id) DO UPDATE SET
    language = excluded.language, zone = excluded.zone, minute = excluded.minute, days = excluded.days,
    digest_size = excluded.digest_size, translation = excluded.translation, mode = excluded.mode,
    empty_day = excluded.empty_day, lead = excluded.lead, silent = excluded.silent, level = excluded.level,
    quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to, standing = excluded.standing,
    since = excluded.since, paused_until = excluded.paused_until, next_due_at = excluded.next_due_at,
    last_date = CASE
        WHEN subscriptions.last_date > excluded.last_date THEN subscriptions.last_date
        ELSE COALESCE(excluded.last_date, subscriptions.last_date)
    END

-- name: advance(chat_id, last_date, next_due_at, seen, zone, minute, days, quiet_from, quiet_to)*!
-- After owing a date. Where the reader changed a setting meanwhile, their instant stands; one that has passed is
-- looked at again at once, with the new settings.
UPDATE subscriptions SET
    last_date = CASE WHEN last_date > CAST(:last_date AS TEXT) THEN last_date ELSE COALESCE(:last_date, last_date) END,
    next_due_at = CASE
        WHEN next_due_at = :seen AND zone = :zone AND minute = :minute AND days = :days
            AND COALESCE(quiet_from, -1) = COALESCE(CAST(:quiet_from AS INTEGER), -1)
            AND COALESCE(quiet_to, -1) = COALESCE(CAST(:quiet_to AS INTEGER), -1)
        THEN :next_due_at ELSE next_due_at
    END
WHERE chat_id = :chat_id

-- name: look_again(chat_id, now)!
-- A row was called off: the last date is what the ledger says, and the next tick works out what follows.
UPDATE subscriptions SET
    last_date = (SELECT MAX(local_date) FROM deliveries WHERE deliveries.chat_id = subscriptions.chat_id),
    next_due_at = CASE WHEN standing = 'active' THEN CAST(:now AS BIGINT) END
WHERE chat_id = :chat_id

-- name: leave(chat_id)!
-- Only the standing: a whole row written here could undo what the reader set a moment ago.
UPDATE subscriptions SET standing = 'gone', next_due_at = NULL WHERE chat_id = :chat_id AND standing = 'active'

-- name: due(now, limit)
-- `learner` says whether the chat saved terms: its card then speaks of them.
SELECT s.*, EXISTS (SELECT 1 FROM terms t WHERE t.deleted_at IS NULL AND t.chat_id = s.chat_id) AS learner
FROM subscriptions s WHERE s.next_due_at <= :now ORDER BY s.next_due_at, s.chat_id LIMIT :limit

-- name: due_past_others(now, limit)
-- PostgreSQL's words for the same inside a transaction: of several who look, each has others to look at.
WITH due AS (
    SELECT * FROM subscriptions WHERE next_due_at <= :now ORDER BY next_due_at, chat_id LIMIT :limit
    FOR UPDATE SKIP LOCKED
)
SELECT due.*, EXISTS (SELECT 1 FROM terms t WHERE t.chat_id = due.chat_id AND t.deleted_at IS NULL) AS learner
FROM due ORDER BY due.next_due_at, due.chat_id

-- name: put_off(chat_id, again)*!
UPDATE subscriptions SET next_due_at = :again WHERE chat_id = :chat_id

-- name: next_id(chat_id)$
-- Ids count up within a chat and are never used twice, so that an old button cannot mean a newer thing.
UPDATE subscriptions SET last_id = last_id + 1 WHERE chat_id = :chat_id RETURNING last_id

-- name: last_id(chat_id)$
-- The row is written to, and so locked, before ids are counted on from it.
UPDATE subscriptions SET last_id = last_id WHERE chat_id = :chat_id RETURNING last_id

-- name: set_last_id(last_id, chat_id)!
UPDATE subscriptions SET last_id = :last_id WHERE chat_id = :chat_id

-- name: standings()
SELECT standing, COUNT(*) AS chats FROM subscriptions GROUP BY standing

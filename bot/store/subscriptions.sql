-- name: get(chat_id)^
SELECT * FROM subscriptions WHERE chat_id = :chat_id

-- name: put(chat_id, language, zone, minute, days, digest_size, translation, mode, empty_day, silent, quiet_from, quiet_to, standing, since, paused_until, last_date, next_due_at)!
INSERT INTO subscriptions (
    chat_id, language, zone, minute, days, digest_size, translation, mode, empty_day, silent, quiet_from, quiet_to,
    standing, since, paused_until, last_date, next_due_at
) VALUES (
    :chat_id, :language, :zone, :minute, :days, :digest_size, :translation, :mode, :empty_day, :silent, :quiet_from,
    :quiet_to, :standing, :since, :paused_until, :last_date, :next_due_at
)
ON CONFLICT (chat_id) DO UPDATE SET
    language = excluded.language, zone = excluded.zone, minute = excluded.minute, days = excluded.days,
    digest_size = excluded.digest_size, translation = excluded.translation, mode = excluded.mode,
    empty_day = excluded.empty_day, silent = excluded.silent, quiet_from = excluded.quiet_from,
    quiet_to = excluded.quiet_to, standing = excluded.standing, since = excluded.since,
    paused_until = excluded.paused_until, next_due_at = excluded.next_due_at,
    last_date = CASE
        WHEN subscriptions.last_date > excluded.last_date THEN subscriptions.last_date
        ELSE COALESCE(excluded.last_date, subscriptions.last_date)
    END

-- name: advance(chat_id, last_date, next_due_at, seen)!
-- After owing a date. A reader who changed a setting meanwhile has set another instant: that one stands.
UPDATE subscriptions SET
    last_date = CASE WHEN last_date > CAST(:last_date AS TEXT) THEN last_date ELSE COALESCE(:last_date, last_date) END,
    next_due_at = CASE WHEN next_due_at = :seen THEN :next_due_at ELSE next_due_at END
WHERE chat_id = :chat_id

-- name: due(now, limit)
SELECT * FROM subscriptions WHERE next_due_at <= :now ORDER BY next_due_at, chat_id LIMIT :limit

-- name: next_id(chat_id)$
-- Ids count up within a chat and are never used twice, so that an old button cannot mean a newer thing.
UPDATE subscriptions SET last_id = last_id + 1 WHERE chat_id = :chat_id RETURNING last_id

-- name: standings()
SELECT standing, COUNT(*) AS chats FROM subscriptions GROUP BY standing

-- name: get(address)^
SELECT * FROM voices WHERE address = :address

-- name: put(address, duration, size, timings, now)!
INSERT INTO voices (address, duration, size, timings, made_at, heard_at)
VALUES (:address, :duration, :size, :timings, :now, :now)
ON CONFLICT (address) DO UPDATE
SET duration = excluded.duration, size = excluded.size, timings = excluded.timings, made_at = excluded.made_at

-- name: set_file(address, file_id)!
UPDATE voices SET file_id = :file_id WHERE address = :address

-- name: heard(address, now)!
UPDATE voices SET heard_at = :now WHERE address = :address

-- name: unheard(before)
SELECT address FROM voices WHERE heard_at < :before

-- name: figures()^
SELECT COUNT(*) AS pieces, COALESCE(SUM(duration), 0) AS duration, COALESCE(SUM(size), 0) AS size FROM voices

-- name: roles(show, accent)
SELECT speaker, timbre FROM voice_roles WHERE show = :show AND accent = :accent

-- name: cast_role(show, accent, speaker, timbre)!
INSERT INTO voice_roles (show, accent, speaker, timbre) VALUES (:show, :accent, :speaker, :timbre)
ON CONFLICT (show, accent, speaker) DO NOTHING

-- name: listening(chat_id)^
SELECT * FROM listening WHERE chat_id = :chat_id

-- name: listen(chat_id, timbre, speed, aloud, both_languages, review)!
INSERT INTO listening (chat_id, timbre, speed, aloud, both_languages, review)
VALUES (:chat_id, :timbre, :speed, :aloud, :both_languages, :review)
ON CONFLICT (chat_id) DO UPDATE
SET timbre = excluded.timbre, speed = excluded.speed, aloud = excluded.aloud,
    both_languages = excluded.both_languages, review = excluded.review

-- name: set_player(chat_id, player, card)!
INSERT INTO listening (chat_id, player, card) VALUES (:chat_id, :player, :card)
ON CONFLICT (chat_id) DO UPDATE SET player = excluded.player, card = excluded.card

-- name: ask(chat_id, today, most)$
-- One more piece on demand today; nothing is returned where there were enough.
INSERT INTO listening (chat_id, asked_on, asked) VALUES (:chat_id, :today, 1)
ON CONFLICT (chat_id) DO UPDATE
SET asked = CASE WHEN listening.asked_on = :today THEN listening.asked + 1 ELSE 1 END, asked_on = :today
WHERE listening.asked_on IS NULL OR listening.asked_on <> :today OR listening.asked < :most
RETURNING asked

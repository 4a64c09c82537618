-- name: reached(chat_id, episode_id, size, place, now)*!
INSERT INTO progress (chat_id, episode_id, size, place, updated_at)
VALUES (:chat_id, :episode_id, :size, :place, :now)
ON CONFLICT (chat_id, episode_id) DO UPDATE SET
    size = excluded.size, place = excluded.place, updated_at = excluded.updated_at

-- name: place_in(chat_id, episode_id)^
SELECT size, place FROM progress WHERE chat_id = :chat_id AND episode_id = :episode_id

-- name: latest(chat_id)^
SELECT episode_id, size, place FROM progress WHERE chat_id = :chat_id ORDER BY updated_at DESC LIMIT 1

-- name: since(chat_id, instant)
SELECT episode_id, size, place, updated_at FROM progress WHERE chat_id = :chat_id AND updated_at >= :instant
ORDER BY updated_at

-- name: finished_others(chat_id, episode_id)$
SELECT COUNT(*) FROM progress p JOIN episodes e ON e.id = p.episode_id
WHERE p.chat_id = :chat_id AND p.episode_id <> :episode_id
    AND (p.place >= e.length OR (p.size > 0 AND p.place >= p.size))

-- name: version(chat_id, episode_id)^
-- Of what an episode has of a chat: where it stands, and numbers that are others after each of its words.
SELECT
    (SELECT updated_at FROM progress WHERE chat_id = :chat_id AND episode_id = :episode_id) AS at,
    (SELECT size FROM progress WHERE chat_id = :chat_id AND episode_id = :episode_id) AS size,
    (SELECT place FROM progress WHERE chat_id = :chat_id AND episode_id = :episode_id) AS place,
    (SELECT last_id FROM subscriptions WHERE chat_id = :chat_id) AS last_id,
    (SELECT COUNT(*) FROM terms WHERE chat_id = :chat_id AND deleted_at IS NULL) AS terms,
    (SELECT COUNT(*) FROM terms WHERE chat_id = :chat_id AND known = 1 AND deleted_at IS NULL) AS known,
    (SELECT COUNT(*) FROM known_words WHERE chat_id = :chat_id AND known = 1) AS words,
    (SELECT level FROM subscriptions WHERE chat_id = :chat_id) AS level

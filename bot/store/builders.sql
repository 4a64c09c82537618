-- name: latest(today, limit, offset)
-- Whose posts can be read, who posted last first, each with the newest episode.
SELECT l.* FROM listings l WHERE l.id IN (
    SELECT (
        SELECT n.id FROM episodes n
        WHERE n.builder = b.builder AND n.withdrawn = 0 AND (n.issue IS NULL OR n.issue <= :today)
        ORDER BY COALESCE(n.issue, '') DESC, n.id DESC LIMIT 1
    )
    FROM (SELECT DISTINCT builder FROM episodes WHERE builder IS NOT NULL AND withdrawn = 0) b
)
ORDER BY COALESCE(l.issue, '') DESC, l.words DESC, l.id LIMIT :limit OFFSET :offset

-- name: posts(builder, today, limit, offset)
-- What a builder posted, newest first.
SELECT s.episode_id, s.position, s.body
FROM episodes e JOIN segments s ON s.episode_id = e.id
WHERE e.builder = :builder AND e.withdrawn = 0 AND (e.issue IS NULL OR e.issue <= :today)
ORDER BY COALESCE(e.issue, '') DESC, e.id DESC, s.position LIMIT :limit OFFSET :offset

-- name: follow(chat_id, builder, now)!
INSERT INTO follows (chat_id, builder, followed_at) VALUES (:chat_id, :builder, :now)
ON CONFLICT (chat_id, builder) DO NOTHING

-- name: unfollow(chat_id, builder)!
DELETE FROM follows WHERE chat_id = :chat_id AND builder = :builder

-- name: followed(chat_id)
SELECT builder, followed_at FROM follows WHERE chat_id = :chat_id ORDER BY followed_at, builder

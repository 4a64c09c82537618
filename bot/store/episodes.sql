-- name: hashes()
SELECT key, hash, withdrawn FROM episodes

-- name: put_episode(key, hash, kind, show, title, title_zh, url, date, words, minutes, length, digests)$
INSERT INTO episodes (key, hash, kind, show, title, title_zh, url, date, words, minutes, length, digests, withdrawn)
VALUES (:key, :hash, :kind, :show, :title, :title_zh, :url, :date, :words, :minutes, :length, :digests, 0)
ON CONFLICT (key) DO UPDATE SET
    hash = excluded.hash, kind = excluded.kind, show = excluded.show, title = excluded.title,
    title_zh = excluded.title_zh, url = excluded.url, date = excluded.date, words = excluded.words,
    minutes = excluded.minutes, length = excluded.length, digests = excluded.digests, withdrawn = 0
RETURNING id

-- name: drop_segments(episode_id)!
DELETE FROM segments WHERE episode_id = :episode_id

-- name: put_segments(episode_id, position, body)*!
INSERT INTO segments (episode_id, position, body) VALUES (:episode_id, :position, :body)

-- name: withdraw(key)!
UPDATE episodes SET withdrawn = 1 WHERE key = :key

-- name: restore(key)!
UPDATE episodes SET withdrawn = 0 WHERE key = :key

-- name: get(episode_id)^
SELECT * FROM listings WHERE id = :episode_id

-- name: segment(episode_id, position)$
SELECT body FROM segments WHERE episode_id = :episode_id AND position = :position

-- name: segments(episode_id)
SELECT position, body FROM segments WHERE episode_id = :episode_id ORDER BY position

-- name: news(today, chats)
-- For each chat of a JSON array, news: the newest dated episode, not from the reader's future, that the chat never
-- had; of a day, the podcast first. Once it had one, what is older than that is no news any more. The newest that it
-- had is looked for among episodes, newest first: going through all that it had would take longer every day.
SELECT asked.value AS chat_id, (
    SELECT e.id FROM episodes e
    WHERE e.date <= :today AND e.withdrawn = 0
        AND e.date >= COALESCE((
            SELECT o.date FROM episodes o
            WHERE o.date IS NOT NULL AND EXISTS (
                SELECT 1 FROM had WHERE had.chat_id = CAST(asked.value AS BIGINT) AND had.episode_id = o.id
            )
            ORDER BY o.date DESC LIMIT 1
        ), '')
        AND NOT EXISTS (SELECT 1 FROM had WHERE had.chat_id = CAST(asked.value AS BIGINT) AND had.episode_id = e.id)
    ORDER BY e.date DESC, CASE e.kind WHEN 'podcast' THEN 0 WHEN 'blog' THEN 1 ELSE 2 END, e.id DESC LIMIT 1
) AS episode_id
FROM json_each(:chats) asked

-- name: older(today, chats)
-- For each chat of a JSON array, the newest dated episode that it never had, however old.
SELECT asked.value AS chat_id, (
    SELECT e.id FROM episodes e
    WHERE e.date <= :today AND e.withdrawn = 0
        AND NOT EXISTS (SELECT 1 FROM had WHERE had.chat_id = CAST(asked.value AS BIGINT) AND had.episode_id = e.id)
    ORDER BY e.date DESC, CASE e.kind WHEN 'podcast' THEN 0 WHEN 'blog' THEN 1 ELSE 2 END, e.id DESC LIMIT 1
) AS episode_id
FROM json_each(:chats) asked

-- name: evergreens(chats)
-- For each chat of a JSON array, the first evergreen episode that it never had.
SELECT asked.value AS chat_id, (
    SELECT e.id FROM episodes e
    WHERE e.date IS NULL AND e.withdrawn = 0
        AND NOT EXISTS (SELECT 1 FROM had WHERE had.chat_id = CAST(asked.value AS BIGINT) AND had.episode_id = e.id)
    ORDER BY e.id LIMIT 1
) AS episode_id
FROM json_each(:chats) asked

-- name: months()
-- Months that have episodes, newest first, as 2026-06; evergreen episodes stand under the empty month, last.
SELECT COALESCE(SUBSTR(date, 1, 7), '') AS month, COUNT(*) AS episodes FROM episodes
WHERE withdrawn = 0 GROUP BY COALESCE(SUBSTR(date, 1, 7), '') ORDER BY month DESC

-- name: of_month(month, limit, offset)
SELECT * FROM listings
WHERE withdrawn = 0 AND COALESCE(SUBSTR(date, 1, 7), '') = :month
ORDER BY date DESC, id LIMIT :limit OFFSET :offset

-- name: never_had(chat_id, since, today, limit)
-- Dated episodes after `since` that the chat never had: what a reader missed.
SELECT e.* FROM listings e
WHERE e.date > :since AND e.date <= :today AND e.withdrawn = 0
    AND NOT EXISTS (SELECT 1 FROM had WHERE had.chat_id = :chat_id AND had.episode_id = e.id)
ORDER BY e.date DESC, e.id DESC LIMIT :limit

-- name: newest_date()$
SELECT MAX(date) FROM episodes WHERE withdrawn = 0

-- name: siblings(episode_id, limit)
-- What else came out on the day of an episode, podcasts first.
SELECT o.* FROM listings o JOIN episodes e ON o.date = e.date AND o.id <> e.id
WHERE e.id = :episode_id AND o.withdrawn = 0
ORDER BY CASE o.kind WHEN 'podcast' THEN 0 WHEN 'blog' THEN 1 ELSE 2 END, o.show LIMIT :limit

-- name: builders(limit)
-- Whose posts can be read, the latest first, each with the newest episode.
SELECT l.* FROM listings l
WHERE l.kind = 'posts' AND l.withdrawn = 0 AND l.id = (
    SELECT n.id FROM episodes n
    WHERE n.kind = 'posts' AND n.withdrawn = 0 AND n.show = l.show ORDER BY n.date DESC, n.id DESC LIMIT 1
)
ORDER BY l.date DESC, l.show LIMIT :limit

-- name: by_key(key)^
SELECT * FROM listings WHERE key = :key

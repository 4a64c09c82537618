-- name: hashes()
SELECT key, hash, withdrawn FROM episodes

-- name: put_episode(key, hash, kind, show, title, title_zh, url, date, words, minutes, length, digests, issue, together, builder, handle, bio, lead_in, sources, place)$
INSERT INTO episodes (
    key, hash, kind, show, title, title_zh, url, date, words, minutes, length, digests, issue, together, builder, handle,
    bio, lead_in, sources, place, withdrawn
) VALUES (
    :key, :hash, :kind, :show, :title, :title_zh, :url, :date, :words, :minutes, :length, :digests, :issue, :together,
    :builder, :handle, :bio, :lead_in, :sources, :place, 0
)
ON CONFLICT (key) DO UPDATE SET
    hash = excluded.hash, kind = excluded.kind, show = excluded.show, title = excluded.title,
    title_zh = excluded.title_zh, url = excluded.url, date = excluded.date, words = excluded.words,
    minutes = excluded.minutes, length = excluded.length, digests = excluded.digests, issue = excluded.issue,
    together = excluded.together, builder = excluded.builder, handle = excluded.handle, bio = excluded.bio,
    lead_in = excluded.lead_in, sources = excluded.sources, place = excluded.place, withdrawn = 0
RETURNING id

-- name: drop_segments(episode_id)!
DELETE FROM segments WHERE episode_id = :episode_id

-- name: put_segments(episode_id, position, body)*!
INSERT INTO segments (episode_id, position, body) VALUES (:episode_id, :position, :body)

-- name: withdraw(key)!
UPDATE episodes SET withdrawn = 1 WHERE key = :key

-- name: drop_text(key)!
DELETE FROM segments WHERE episode_id = (SELECT id FROM episodes WHERE key = :key)

-- name: get(episode_id)^
SELECT * FROM listings WHERE id = :episode_id

-- name: by_key(key)^
SELECT * FROM listings WHERE key = :key

-- name: opened(episode_id, position)^
SELECT l.*, s.body FROM listings l LEFT JOIN segments s ON s.episode_id = l.id AND s.position = :position
WHERE l.id = :episode_id

-- name: opened_each(episodes, positions)
-- PostgreSQL's words for the same of several: two arrays, of which the same elements belong together.
SELECT l.*, s.body, asked.position FROM UNNEST(CAST(:episodes AS BIGINT[]), CAST(:positions AS BIGINT[])) AS asked (
    episode_id, position
)
JOIN listings l ON l.id = asked.episode_id
LEFT JOIN segments s ON s.episode_id = l.id AND s.position = asked.position

-- name: segment(episode_id, position)$
SELECT body FROM segments WHERE episode_id = :episode_id AND position = :position

-- name: segments(episode_id)
SELECT position, body FROM segments WHERE episode_id = :episode_id ORDER BY position

-- name: issued_since(day)
SELECT * FROM listings WHERE issue >= :day AND withdrawn = 0 
ORDER BY issue DESC, CASE kind WHEN 'podcast' THEN 0 WHEN 'blog' THEN 1 ELSE 2 END, id

-- name: hash_of(episode_id)$
SELECT hash FROM episodes WHERE id = :episode_id

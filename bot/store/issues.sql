-- Of what stands together the lead is what the reader prefers, then the operator's order of kinds (:first, :second), then
-- the longest.

-- name: news(asked, first, second)
-- For each of a JSON array of dates with a chat, such as '2026-06-04 7', news: of the newest issue, not from the reader's
-- future, the first piece that the chat never had. Once it had something of an issue, what is older is no news any more,
-- whatever date the original has, and nor are the posts beside it: they are a tap away, and no day's episode each. The
-- newest that it had is looked for among episodes, newest first: going through all that it had would take longer every
-- day.
-- Each episode that is chosen is told of once, with the first chat that gets it: another statement is another way to the
-- database and back.
WITH asked AS MATERIALIZED (
    SELECT substr(value, 1, 10) AS today, CAST(substr(value, 12) AS BIGINT) AS chat_id FROM json_each(:asked)
),
found AS MATERIALIZED (
    SELECT asked.chat_id, (
        SELECT e.id FROM episodes e LEFT JOIN subscriptions s ON s.chat_id = asked.chat_id
        WHERE e.issue <= asked.today AND e.withdrawn = 0
            AND e.issue >= COALESCE((
                SELECT o.issue FROM episodes o
                WHERE o.issue IS NOT NULL AND EXISTS (
                    SELECT 1 FROM had WHERE had.chat_id = asked.chat_id AND had.episode_id = o.id
                )
                ORDER BY o.issue DESC LIMIT 1
            ), '')
            AND NOT EXISTS (
                SELECT 1 FROM had WHERE had.chat_id = asked.chat_id AND had.episode_id = e.id
            )
        ORDER BY
            e.issue DESC, CASE e.kind WHEN s.lead THEN 0 WHEN :first THEN 1 WHEN :second THEN 2 ELSE 3 END,
            e.words DESC, e.id DESC LIMIT 1
    ) AS episode_id
    FROM asked
),
chosen AS MATERIALIZED (
    SELECT found.chat_id, e.id AS episode_id, ROW_NUMBER() OVER (PARTITION BY e.id) AS nth
    FROM found JOIN episodes e ON e.id = found.episode_id
    WHERE e.kind <> 'posts' OR NOT EXISTS (
        SELECT 1 FROM episodes o WHERE o.together = e.together AND EXISTS (
            SELECT 1 FROM had WHERE had.chat_id = found.chat_id AND had.episode_id = o.id
        )
    )
)
SELECT l.*, chosen.chat_id, chosen.episode_id
FROM chosen LEFT JOIN listings l ON chosen.nth = 1 AND l.id = chosen.episode_id

-- name: older(asked, first, second)
-- For each of a JSON array of dates with a chat, the first piece that it never had of the newest issue that has one,
-- however old.
WITH asked AS MATERIALIZED (
    SELECT substr(value, 1, 10) AS today, CAST(substr(value, 12) AS BIGINT) AS chat_id FROM json_each(:asked)
),
found AS MATERIALIZED (
    SELECT asked.chat_id, (
        SELECT e.id FROM episodes e LEFT JOIN subscriptions s ON s.chat_id = asked.chat_id
        WHERE e.issue <= asked.today AND e.withdrawn = 0
            AND (e.kind <> 'posts' OR NOT EXISTS (
                SELECT 1 FROM episodes o WHERE o.together = e.together AND EXISTS (
                    SELECT 1 FROM had WHERE had.chat_id = asked.chat_id AND had.episode_id = o.id
                )
            ))
            AND NOT EXISTS (SELECT 1 FROM had WHERE had.chat_id = asked.chat_id AND had.episode_id = e.id)
        ORDER BY
            e.issue DESC, CASE e.kind WHEN s.lead THEN 0 WHEN :first THEN 1 WHEN :second THEN 2 ELSE 3 END,
            e.words DESC, e.id DESC LIMIT 1
    ) AS episode_id
    FROM asked
),
chosen AS MATERIALIZED (
    SELECT chat_id, episode_id, ROW_NUMBER() OVER (PARTITION BY episode_id) AS nth FROM found
)
SELECT l.*, chosen.chat_id, chosen.episode_id
FROM chosen LEFT JOIN listings l ON chosen.nth = 1 AND l.id = chosen.episode_id

-- name: evergreens(chats, first, second)
-- For each chat of a JSON array, the first evergreen episode that it never had, those with a place before all others;
-- of several that belong together only the lead: the others are on its card.
-- Their order is worked out once for all chats, but for what each prefers. Who had three pieces, of whatever kind, never
-- had one of the first four evergreens: of a new reader's no more are looked at. `+ 0`: for the first id as it is
-- PostgreSQL goes through all episodes in their order, where an index has those that belong together.
WITH evergreen AS MATERIALIZED (
    SELECT id, together, kind, words, DENSE_RANK() OVER (ORDER BY place, first_id) AS nth FROM (
        SELECT
            e.id, e.together, e.kind, e.words,
            COALESCE((SELECT MIN(o.place) FROM episodes o WHERE o.together = e.together), e.place, 10000) AS place,
            COALESCE((SELECT MIN(o.id + 0) FROM episodes o WHERE o.together = e.together), e.id) AS first_id
        FROM episodes e WHERE e.date IS NULL AND e.withdrawn = 0
    ) placed
),
asked AS MATERIALIZED (
    SELECT CAST(value AS BIGINT) AS chat_id, 1 + (
        SELECT COUNT(*) FROM (
            SELECT 1 FROM had WHERE had.chat_id = CAST(value AS BIGINT) LIMIT (SELECT COUNT(*) FROM evergreen)
        ) counted
    ) AS most
    FROM json_each(:chats)
),
found AS MATERIALIZED (
    SELECT asked.chat_id, (
        SELECT e.id FROM evergreen e LEFT JOIN subscriptions s ON s.chat_id = asked.chat_id
        WHERE e.nth <= asked.most
            AND NOT EXISTS (SELECT 1 FROM had WHERE had.chat_id = asked.chat_id AND had.episode_id = e.id)
            AND NOT EXISTS (
                SELECT 1 FROM episodes o WHERE o.together = e.together AND EXISTS (
                    SELECT 1 FROM had WHERE had.chat_id = asked.chat_id AND had.episode_id = o.id
                )
            )
        ORDER BY
            e.nth, CASE e.kind WHEN s.lead THEN 0 WHEN :first THEN 1 WHEN :second THEN 2 ELSE 3 END, e.words DESC, e.id
        LIMIT 1
    ) AS episode_id
    FROM asked
),
chosen AS MATERIALIZED (
    SELECT chat_id, episode_id, ROW_NUMBER() OVER (PARTITION BY episode_id) AS nth FROM found
)
SELECT l.*, chosen.chat_id, chosen.episode_id
FROM chosen LEFT JOIN listings l ON chosen.nth = 1 AND l.id = chosen.episode_id

-- name: pieces(together, chat_id, first, second)
-- What stands together, the lead first; of posts those of builders whom the chat follows before the others. With its
-- first segment, and the place up to which the chat has read it.
SELECT l.*, s.body, p.size AS read_size, p.place AS read_place,
    CASE WHEN f.builder IS NULL THEN 0 ELSE 1 END AS followed
FROM listings l
LEFT JOIN segments s ON s.episode_id = l.id AND s.position = 0
LEFT JOIN progress p ON p.chat_id = :chat_id AND p.episode_id = l.id
LEFT JOIN follows f ON f.chat_id = :chat_id AND f.builder = l.builder
LEFT JOIN subscriptions u ON u.chat_id = :chat_id
WHERE l.together = :together AND l.withdrawn = 0
ORDER BY
    CASE l.kind WHEN u.lead THEN 0 WHEN :first THEN 1 WHEN :second THEN 2 ELSE 3 END,
    CASE WHEN f.builder IS NULL THEN 1 ELSE 0 END, l.words DESC, l.id DESC

-- name: days(first, last)
-- Days of which there is an issue, with how many pieces it has.
SELECT issue, COUNT(*) AS pieces FROM episodes
WHERE issue >= :first AND issue <= :last AND withdrawn = 0 GROUP BY issue ORDER BY issue

-- name: begun(chat_id, first, last)
-- What a chat has read of the issues of some days, and up to which place.
SELECT l.*, p.size AS read_size, p.place AS read_place
FROM progress p JOIN listings l ON l.id = p.episode_id
WHERE p.chat_id = :chat_id AND l.issue >= :first AND l.issue <= :last

-- name: months(today)
-- Months that have issues, newest first, as 2026-06; evergreen episodes stand under the empty month, last.
SELECT COALESCE(SUBSTR(issue, 1, 7), '') AS month, COUNT(*) AS episodes FROM episodes
WHERE withdrawn = 0 AND (issue IS NULL OR issue <= :today)
GROUP BY COALESCE(SUBSTR(issue, 1, 7), '') ORDER BY month DESC

-- name: evergreen_page(limit, offset)
SELECT * FROM listings WHERE withdrawn = 0 AND date IS NULL ORDER BY id LIMIT :limit OFFSET :offset

-- name: span()^
SELECT MIN(issue) AS first, MAX(issue) AS last FROM episodes WHERE withdrawn = 0

-- name: newest(last)$
SELECT MAX(issue) FROM episodes WHERE withdrawn = 0 AND issue <= :last

-- name: early(after)
-- Issues dated after a day: nobody gets them before their time has come.
SELECT issue, COUNT(*) AS pieces FROM episodes
WHERE issue > :after AND withdrawn = 0 GROUP BY issue ORDER BY issue

-- name: leads(chat_id, after, before, limit, first, second)
-- The newest days with an issue after a date and before another, each with its lead, and whether the chat had that.
SELECT l.*, i.issue AS day, i.pieces, CASE WHEN EXISTS (
    SELECT 1 FROM had WHERE had.chat_id = :chat_id AND had.episode_id = l.id
) THEN 1 ELSE 0 END AS had
FROM (
    SELECT issue, COUNT(*) AS pieces FROM episodes
    WHERE issue > :after AND issue < :before AND withdrawn = 0 GROUP BY issue ORDER BY issue DESC LIMIT :limit
) i
JOIN listings l ON l.id = (
    SELECT e.id FROM episodes e WHERE e.issue = i.issue AND e.withdrawn = 0
    ORDER BY
        CASE e.kind
            WHEN (SELECT lead FROM subscriptions WHERE chat_id = :chat_id) THEN 0
            WHEN :first THEN 1 WHEN :second THEN 2 ELSE 3
        END,
        e.words DESC, e.id DESC LIMIT 1
)
ORDER BY i.issue DESC

-- name: evergreen(chat_id)
-- All evergreen pieces, with the place up to which the chat has read each.
SELECT l.*, NULL AS body, p.size AS read_size, p.place AS read_place, 0 AS followed FROM listings l
JOIN episodes e ON e.id = l.id
LEFT JOIN progress p ON p.chat_id = :chat_id AND p.episode_id = l.id
WHERE l.date IS NULL AND l.withdrawn = 0
ORDER BY COALESCE(e.place, 10000), l.id

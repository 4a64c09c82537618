-- name: by_key(chat_id, key)^
SELECT * FROM terms WHERE chat_id = :chat_id AND key = :key

-- name: by_id(chat_id, term_id)^
SELECT * FROM terms WHERE chat_id = :chat_id AND id = :term_id

-- name: put_term(chat_id, id, key, headword, meaning, now)$
INSERT INTO terms (chat_id, id, key, headword, meaning, created_at)
VALUES (:chat_id, :id, :key, :headword, :meaning, :now)
ON CONFLICT (chat_id, key) DO UPDATE SET
    meaning = CASE WHEN terms.meaning <> '' THEN terms.meaning ELSE excluded.meaning END,
    deleted_at = NULL
RETURNING id

-- name: put_card(chat_id, term_id, due)!
INSERT INTO cards (chat_id, term_id, state, step, due) VALUES (:chat_id, :term_id, 'learning', 0, :due)
ON CONFLICT (chat_id, term_id) DO NOTHING

-- name: settle_card(chat_id, term_id)!
-- A card takes part in review while its term is neither known nor deleted. Its memory stays as it is.
UPDATE cards SET active = (
    SELECT CASE WHEN t.deleted_at IS NOT NULL THEN -1 WHEN t.known = 1 THEN 0 ELSE 1 END FROM terms t
    WHERE t.chat_id = :chat_id AND t.id = :term_id
)
WHERE chat_id = :chat_id AND term_id = :term_id

-- name: set_meaning(meaning, chat_id, term_id)$
UPDATE terms SET meaning = :meaning WHERE chat_id = :chat_id AND id = :term_id AND deleted_at IS NULL RETURNING id

-- name: set_note(note, chat_id, term_id)$
UPDATE terms SET note = :note WHERE chat_id = :chat_id AND id = :term_id AND deleted_at IS NULL RETURNING id

-- name: set_known(known, chat_id, term_id)$
UPDATE terms SET known = :known WHERE chat_id = :chat_id AND id = :term_id AND deleted_at IS NULL RETURNING id

-- name: context_here(chat_id, term_id, episode_id, position)$
SELECT id FROM contexts
WHERE chat_id = :chat_id AND term_id = :term_id AND episode_id = :episode_id AND position = :position

-- name: context_said(chat_id, term_id, sentence)$
SELECT id FROM contexts
WHERE chat_id = :chat_id AND term_id = :term_id AND episode_id IS NULL AND sentence = :sentence

-- name: put_context(chat_id, id, term_id, episode_id, position, sentence, translation, show, date, start, url, now)!
INSERT INTO contexts (
    chat_id, id, term_id, episode_id, position, sentence, translation, show, date, start, url, created_at
) VALUES (
    :chat_id, :id, :term_id, :episode_id, :position, :sentence, :translation, :show, :date, :start, :url, :now
)

-- name: drop_context(chat_id, context_id)!
DELETE FROM contexts WHERE chat_id = :chat_id AND id = :context_id

-- name: newest_id(chat_id)$
SELECT last_id FROM subscriptions WHERE chat_id = :chat_id

-- name: saved_between(chat_id, episode_id, after, last)
-- What was saved from an episode in one go, each with where it stands.
SELECT t.headword, c.position FROM contexts c
JOIN terms t ON t.chat_id = c.chat_id AND t.id = c.term_id
WHERE c.chat_id = :chat_id AND c.episode_id = :episode_id AND c.id > :after AND c.id <= :last AND t.deleted_at IS NULL
ORDER BY c.id

-- name: context(chat_id, context_id)^
SELECT * FROM contexts WHERE chat_id = :chat_id AND id = :context_id

-- name: contexts(chat_id, term_id)
SELECT * FROM contexts WHERE chat_id = :chat_id AND term_id = :term_id ORDER BY created_at DESC, id DESC

-- name: bury(now, chat_id, term_id)!
UPDATE terms SET deleted_at = :now WHERE chat_id = :chat_id AND id = :term_id AND deleted_at IS NULL

-- name: revive(chat_id, term_id)$
UPDATE terms SET deleted_at = NULL WHERE chat_id = :chat_id AND id = :term_id RETURNING id

-- name: purge(before)!
DELETE FROM terms WHERE deleted_at < :before

-- name: count(chat_id)$
SELECT COUNT(*) FROM terms WHERE chat_id = :chat_id AND deleted_at IS NULL

-- name: newest(chat_id, limit, offset)
SELECT * FROM terms WHERE chat_id = :chat_id AND deleted_at IS NULL
ORDER BY created_at DESC, id DESC LIMIT :limit OFFSET :offset

-- name: by_name(chat_id, limit, offset)
SELECT * FROM terms WHERE chat_id = :chat_id AND deleted_at IS NULL ORDER BY key LIMIT :limit OFFSET :offset

-- name: by_due(chat_id, limit, offset)
-- The next to be reviewed first, the known last.
SELECT t.* FROM (
    SELECT chat_id, term_id, active, due FROM cards WHERE chat_id = :chat_id AND active >= 0
    ORDER BY active DESC, due, term_id LIMIT :limit OFFSET :offset
) c
JOIN terms t ON t.chat_id = c.chat_id AND t.id = c.term_id
ORDER BY c.active DESC, c.due, c.term_id

-- name: search(key, part, pattern, prefix, chat_id, limit)
-- Patterns of LIKE with \ as their escape: `prefix` and `part` of the key, `pattern` of the meaning and the note.
SELECT t.*, COUNT(*) OVER () AS hits FROM terms t
WHERE t.chat_id = :chat_id AND t.deleted_at IS NULL AND (
    t.key LIKE :part ESCAPE '\' OR t.meaning LIKE :pattern ESCAPE '\' OR t.note LIKE :pattern ESCAPE '\'
)
ORDER BY
    CASE WHEN t.key = :key THEN 0 WHEN t.key LIKE :prefix ESCAPE '\' THEN 1 ELSE 2 END, t.created_at DESC, t.id DESC
LIMIT :limit

-- name: newest_contexts(chat_id, id0, id1, id2, id3, id4)
-- The newest context of each of up to five terms, in one query.
SELECT c.* FROM contexts c
WHERE c.chat_id = :chat_id AND c.term_id IN (:id0, :id1, :id2, :id3, :id4) AND c.id = (
    SELECT n.id FROM contexts n WHERE n.chat_id = c.chat_id AND n.term_id = c.term_id
    ORDER BY n.created_at DESC, n.id DESC LIMIT 1
)

-- name: own_keys(chat_id, limit)
-- From the indexes alone; those of deleted terms too. Once more, as known, those that the chat knows, saved or not.
SELECT key, 0 AS known FROM (SELECT key FROM terms WHERE chat_id = :chat_id LIMIT :limit) own
UNION ALL
SELECT key, 1 AS known FROM terms WHERE chat_id = :chat_id AND known = 1 AND deleted_at IS NULL
UNION ALL
SELECT key, 1 AS known FROM known_words WHERE chat_id = :chat_id AND known = 1

-- name: own_keys_each(chats, limit)
-- PostgreSQL's words for the same of several chats.
SELECT asked.chat_id, ARRAY(SELECT key FROM terms WHERE chat_id = asked.chat_id LIMIT :limit) AS keys, ARRAY(
    SELECT key FROM terms WHERE chat_id = asked.chat_id AND known = 1 AND deleted_at IS NULL
    UNION ALL
    SELECT key FROM known_words WHERE chat_id = asked.chat_id AND known = 1
) AS known
FROM UNNEST(CAST(:chats AS BIGINT[])) AS asked (chat_id)

-- name: met(chat_id, keys, episode_id, position)
-- Of many keys, a JSON array: those that are saved, and whether with this very place as a context.
SELECT t.key, t.headword, CASE WHEN EXISTS (
    SELECT 1 FROM contexts c
    WHERE c.chat_id = t.chat_id AND c.term_id = t.id AND c.episode_id = :episode_id AND c.position = :position
) THEN 1 ELSE 0 END AS here
FROM terms t
WHERE t.chat_id = :chat_id AND t.deleted_at IS NULL AND t.key IN (SELECT value FROM json_each(:keys))

-- name: has_any(chat_id)$
SELECT id FROM terms WHERE chat_id = :chat_id AND deleted_at IS NULL LIMIT 1

-- name: learners(chats)
SELECT asked.value AS chat_id FROM json_each(:chats) asked
WHERE EXISTS (SELECT 1 FROM terms t WHERE t.chat_id = CAST(asked.value AS BIGINT) AND t.deleted_at IS NULL)

-- name: of_episode(chat_id, episode_id)
-- Terms met in an episode, in the order in which they were saved.
SELECT t.key, t.headword, t.meaning, MIN(c.id) AS first FROM terms t
JOIN contexts c ON c.chat_id = t.chat_id AND c.term_id = t.id
WHERE t.chat_id = :chat_id AND t.deleted_at IS NULL AND c.episode_id = :episode_id
GROUP BY t.key, t.headword, t.meaning ORDER BY first

-- name: keys(chat_id)
SELECT key FROM terms WHERE chat_id = :chat_id AND deleted_at IS NULL

-- name: standing(chat_id, keys, episode_id)
-- Terms of these keys, a JSON array, and those saved in the episode, each with the segments that it was saved in.
SELECT t.id, t.key, t.headword, t.meaning, t.known, c.position FROM terms t
LEFT JOIN contexts c ON c.chat_id = t.chat_id AND c.term_id = t.id AND c.episode_id = :episode_id
WHERE t.chat_id = :chat_id AND t.deleted_at IS NULL
    AND (t.key IN (SELECT value FROM json_each(:keys)) OR c.position IS NOT NULL)
ORDER BY t.id, c.position

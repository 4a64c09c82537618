-- name: by_key(chat_id, key)^
SELECT * FROM terms WHERE chat_id = :chat_id AND key = :key

-- name: by_id(chat_id, term_id)^
SELECT * FROM terms WHERE chat_id = :chat_id AND id = :term_id

-- name: put_term(chat_id, id, key, headword, meaning, now)$
INSERT INTO terms (chat_id, id, key, headword, meaning, created_at)
VALUES (:chat_id, :id, :key, :headword, :meaning, :now)
ON CONFLICT (chat_id, key) DO UPDATE SET
    headword = CASE WHEN terms.deleted_at IS NULL THEN terms.headword ELSE excluded.headword END,
    meaning = CASE WHEN terms.deleted_at IS NULL THEN terms.meaning ELSE excluded.meaning END,
    created_at = CASE WHEN terms.deleted_at IS NULL THEN terms.created_at ELSE excluded.created_at END,
    deleted_at = NULL
RETURNING id

-- name: context_here(chat_id, term_id, episode_id, position)$
SELECT id FROM contexts
WHERE chat_id = :chat_id AND term_id = :term_id AND episode_id = :episode_id AND position = :position

-- name: put_context(chat_id, id, term_id, episode_id, position, sentence, translation, show, date, now)!
INSERT INTO contexts (
    chat_id, id, term_id, episode_id, position, sentence, translation, show, date, created_at
) VALUES (
    :chat_id, :id, :term_id, :episode_id, :position, :sentence, :translation, :show, :date, :now
)

-- name: drop_context(chat_id, context_id)!
DELETE FROM contexts WHERE chat_id = :chat_id AND id = :context_id

-- name: drop_contexts(chat_id, term_id)!
DELETE FROM contexts WHERE chat_id = :chat_id AND term_id = :term_id

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

-- name: page(chat_id, limit, offset)
SELECT * FROM terms WHERE chat_id = :chat_id AND deleted_at IS NULL
ORDER BY created_at DESC, id DESC LIMIT :limit OFFSET :offset

-- name: newest_contexts(chat_id, limit, offset)
-- The newest context of each term of a page, in one query.
SELECT c.* FROM contexts c
JOIN (
    SELECT id FROM terms WHERE chat_id = :chat_id AND deleted_at IS NULL
    ORDER BY created_at DESC, id DESC LIMIT :limit OFFSET :offset
) t ON c.term_id = t.id
WHERE c.chat_id = :chat_id AND c.id = (
    SELECT MAX(n.id) FROM contexts n WHERE n.chat_id = :chat_id AND n.term_id = c.term_id
)

-- name: saved(episode_id, position, chat_id, key0, key1, key2, key3, key4, key5, key6, key7)
-- Of up to eight glosses of one segment: which are saved at all, and which with this very place as a context.
SELECT t.key, MAX(CASE WHEN c.id IS NULL THEN 0 ELSE 1 END) AS here
FROM terms t
LEFT JOIN contexts c ON c.chat_id = t.chat_id AND c.term_id = t.id
    AND c.episode_id = :episode_id AND c.position = :position
WHERE t.chat_id = :chat_id AND t.deleted_at IS NULL
    AND t.key IN (:key0, :key1, :key2, :key3, :key4, :key5, :key6, :key7)
GROUP BY t.key

-- name: of_episode(chat_id, episode_id)
-- Terms met in an episode, in the order in which they were saved.
SELECT t.key, t.headword, MIN(c.id) AS first FROM terms t
JOIN contexts c ON c.chat_id = t.chat_id AND c.term_id = t.id
WHERE t.chat_id = :chat_id AND t.deleted_at IS NULL AND c.episode_id = :episode_id
GROUP BY t.key, t.headword ORDER BY first

-- name: chats(after, limit)
SELECT chat_id FROM subscriptions WHERE chat_id > :after ORDER BY chat_id LIMIT :limit

-- name: shrink(chats, before, limit)
-- Of the chats of a JSON array; what waits or is on its way stays, and so does all from a chat's newest message on: a
-- serial goes on from there, and no date is owed anew.
DELETE FROM deliveries WHERE (chat_id, local_date) IN (
    SELECT d.chat_id, d.local_date
    FROM json_each(:chats) asked JOIN deliveries d ON d.chat_id = CAST(asked.value AS BIGINT)
    WHERE d.local_date < :before AND d.status NOT IN ('pending', 'sending') AND EXISTS (
        SELECT 1 FROM deliveries n
        WHERE n.chat_id = d.chat_id AND n.local_date > d.local_date AND n.message_id IS NOT NULL
    )
    LIMIT :limit
)
RETURNING chat_id, episode_id, status, message_id

-- name: put(chat_id, episode_id)*!
INSERT INTO had_before (chat_id, episode_id) VALUES (:chat_id, :episode_id)
ON CONFLICT (chat_id, episode_id) DO NOTHING

-- name: note(chat_id, at, what, detail)!
-- Two of a kind in one millisecond are one row.
INSERT INTO traces (chat_id, at, what, detail) VALUES (:chat_id, :at, :what, :detail)
ON CONFLICT (chat_id, at, what) DO UPDATE SET detail = traces.detail || '; ' || excluded.detail

-- name: of_chat(chat_id, since)
SELECT at, what, detail FROM traces WHERE chat_id = :chat_id AND at >= :since ORDER BY at, what

-- name: expire(before, limit)
DELETE FROM traces WHERE (chat_id, at, what) IN (
    SELECT chat_id, at, what FROM traces WHERE at < :before ORDER BY at LIMIT :limit
)
RETURNING chat_id

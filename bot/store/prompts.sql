-- name: put_prompt(chat_id, message_id, term_id, field, now)!
INSERT INTO prompts (chat_id, message_id, term_id, field, created_at)
VALUES (:chat_id, :message_id, :term_id, :field, :now)
ON CONFLICT (chat_id, message_id) DO NOTHING

-- name: prompt(chat_id, message_id)^
SELECT term_id, field FROM prompts WHERE chat_id = :chat_id AND message_id = :message_id

-- name: put_correction(chat_id, message_id, episode_id, position, now)!
INSERT INTO corrections (chat_id, message_id, episode_id, position, created_at)
VALUES (:chat_id, :message_id, :episode_id, :position, :now)
ON CONFLICT (chat_id, message_id) DO NOTHING

-- name: correction(chat_id, message_id)^
SELECT episode_id, position FROM corrections WHERE chat_id = :chat_id AND message_id = :message_id

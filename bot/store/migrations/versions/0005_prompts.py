"""What a prompt to an operator is about has a table, as prompts about terms have; it was packed into facts."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
REWRITES = ("facts",)

TABLE = """
CREATE TABLE corrections (
    chat_id BIGINT NOT NULL,
    message_id BIGINT NOT NULL,
    episode_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (chat_id, message_id)
)
"""


def upgrade() -> None:
    """Make it; prompts that wait are carried over."""
    op.execute(TABLE)
    connection = op.get_bind()
    waiting = connection.execute(sa.text("SELECT name, value, updated_at FROM facts WHERE name LIKE 'correct:%'"))
    for name, value, at in waiting.fetchall():
        _, chat_id, message_id = name.split(":")
        episode_id, position = value.split(":")
        row = {"chat": int(chat_id), "message": int(message_id), "episode": int(episode_id), "position": int(position)}
        connection.execute(
            sa.text("INSERT INTO corrections VALUES (:chat, :message, :episode, :position, :at)"), row | {"at": at}
        )
    op.execute("DELETE FROM facts WHERE name LIKE 'correct:%'")

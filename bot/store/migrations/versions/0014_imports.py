"""What a word list changed, so that bringing it in can be taken back."""

from alembic import op

revision = "0014"
down_revision = "0013"

# `id` is the chat's own; terms, contexts and reviews up to `last_id` came with it. `message_id` is the card that asked.
TABLE = """
CREATE TABLE imports (
    chat_id BIGINT NOT NULL,
    id INTEGER NOT NULL,
    last_id INTEGER NOT NULL,
    message_id BIGINT NOT NULL,
    added INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    before TEXT NOT NULL,
    imported_at BIGINT NOT NULL,
    PRIMARY KEY (chat_id, id)
)
"""


def upgrade() -> None:
    """Make it."""
    op.execute(TABLE)

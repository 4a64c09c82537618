"""What was fetched and is not handled yet."""

from alembic import op

revision = "0007"
down_revision = "0006"

STATEMENTS = (
    """
    CREATE TABLE inbox (
        chat_id BIGINT NOT NULL,
        update_id BIGINT NOT NULL,
        body TEXT NOT NULL,
        tries INTEGER NOT NULL,
        PRIMARY KEY (chat_id, update_id)
    )
    """,
    # Done with by their number: Telegram counts updates, not those of a chat.
    "CREATE INDEX inbox_by_number ON inbox (update_id)",
)


def upgrade() -> None:
    """Make it."""
    for statement in STATEMENTS:
        op.execute(statement)

"""What happened to a chat, for tracing a complaint; what a chat had long ago, kept as no more than that."""

from alembic import op

revision = "0010"
down_revision = "0009"

STATEMENTS = (
    """
    CREATE TABLE traces (
        chat_id BIGINT NOT NULL,
        at BIGINT NOT NULL,
        what TEXT NOT NULL,
        detail TEXT NOT NULL,
        PRIMARY KEY (chat_id, at, what)
    )
    """,
    "CREATE INDEX traces_by_time ON traces (at)",
    # A row of the ledger that has become too old shrinks to this: the piece is never offered to the chat again.
    """
    CREATE TABLE had_before (
        chat_id BIGINT NOT NULL,
        episode_id INTEGER NOT NULL REFERENCES episodes (id),
        PRIMARY KEY (chat_id, episode_id)
    )
    """,
    "DROP VIEW had",
    """
    CREATE VIEW had AS
    SELECT chat_id, episode_id FROM deliveries
    WHERE message_id IS NOT NULL OR status NOT IN ('failed', 'gone', 'expired')
    UNION ALL
    SELECT chat_id, episode_id FROM had_before
    """,
    # When an update was put by, so that one that nobody comes back for expires.
    "ALTER TABLE inbox ADD COLUMN kept_at BIGINT NOT NULL DEFAULT 0",
)


def upgrade() -> None:
    """Make them."""
    for statement in STATEMENTS:
        op.execute(statement)

"""Visits of the page, by the hash of their token; and what was sent once and is not to be done twice."""

from alembic import op

revision = "0016"
down_revision = "0015"

STATEMENTS = (
    """
    CREATE TABLE visits (
        chat_id BIGINT NOT NULL,
        hash TEXT NOT NULL,
        began_at BIGINT NOT NULL,
        expires_at BIGINT NOT NULL,
        PRIMARY KEY (chat_id, hash)
    )
    """,
    "CREATE INDEX visits_expiry ON visits (expires_at)",
    """
    CREATE TABLE sent_once (
        chat_id BIGINT NOT NULL,
        key TEXT NOT NULL,
        at BIGINT NOT NULL,
        status INTEGER NOT NULL,
        body TEXT NOT NULL,
        PRIMARY KEY (chat_id, key)
    )
    """,
    "CREATE INDEX sent_once_age ON sent_once (at)",
)


def upgrade() -> None:
    """Make them."""
    for statement in STATEMENTS:
        op.execute(statement)

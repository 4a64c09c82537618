"""Words that a reader said they know, and the level that stands for many."""

from alembic import op

revision = "0011"
down_revision = "0010"

TABLE = """
CREATE TABLE known_words (
    chat_id BIGINT NOT NULL,
    key TEXT NOT NULL,
    id INTEGER NOT NULL,
    headword TEXT NOT NULL,
    meaning TEXT NOT NULL,
    known INTEGER NOT NULL,
    known_at BIGINT NOT NULL,
    PRIMARY KEY (chat_id, key)
)
"""
STATEMENTS = (
    TABLE,
    "CREATE INDEX terms_known ON terms (chat_id, key) WHERE known = 1 AND deleted_at IS NULL",
    "ALTER TABLE subscriptions ADD COLUMN level TEXT NOT NULL DEFAULT ''",
)


def upgrade() -> None:
    """Make them."""
    for statement in STATEMENTS:
        op.execute(statement)

"""Listings with what came out on the same day; facts that outlive a restart; reports of translations."""

from alembic import op

revision = "0003"
down_revision = "0002"
REWRITES = ("episodes",)

STATEMENTS = (
    """
    CREATE VIEW listings AS
    SELECT
        e.id, e.key, e.kind, e.show, e.title, e.title_zh, e.url, e.date, e.words, e.minutes, e.length, e.digests,
        e.withdrawn,
        (
            SELECT COUNT(*) FROM episodes o WHERE o.date = e.date AND o.withdrawn = 0 AND o.id <> e.id
        ) AS siblings
    FROM episodes e
    """,
    # Segments are stored with the address and likes of posts from now on: the next sync writes them all again.
    "UPDATE episodes SET hash = ''",
    # What is true of the bot as a whole: when the feed was last read, what a prompt to an operator is about.
    """
    CREATE TABLE facts (
        name TEXT PRIMARY KEY,
        value TEXT NOT NULL,
        updated_at BIGINT NOT NULL
    )
    """,
)


def upgrade() -> None:
    """Make them."""
    for statement in STATEMENTS:
        op.execute(statement)

"""Issues: what a source put together on a day; builders and who follows them; which kind leads a reader's day."""

from alembic import op

revision = "0006"
down_revision = "0005"
REWRITES = ("episodes",)

STATEMENTS = (
    # `issue` is the date of a piece that is news; `together` names what belongs together, evergreen pieces too.
    "ALTER TABLE episodes ADD COLUMN issue TEXT",
    "ALTER TABLE episodes ADD COLUMN together TEXT",
    "ALTER TABLE episodes ADD COLUMN builder TEXT",
    "ALTER TABLE episodes ADD COLUMN handle TEXT",
    "ALTER TABLE episodes ADD COLUMN bio TEXT",
    "ALTER TABLE episodes ADD COLUMN lead_in TEXT",
    "ALTER TABLE episodes ADD COLUMN sources TEXT NOT NULL DEFAULT '[]'",
    # Until the next sync has read the files again, which it does at once.
    "UPDATE episodes SET issue = date, together = date, hash = ''",
    "CREATE INDEX episodes_by_issue ON episodes (issue)",
    "CREATE INDEX episodes_together ON episodes (together, kind, withdrawn)",
    "CREATE INDEX episodes_of_builder ON episodes (builder, issue) WHERE builder IS NOT NULL",
    "DROP VIEW listings",
    """
    CREATE VIEW listings AS
    SELECT
        e.id, e.key, e.kind, e.show, e.title, e.title_zh, e.url, e.date, e.words, e.minutes, e.length, e.digests,
        e.withdrawn, e.issue, e.together, e.handle, e.bio, e.lead_in, e.sources, e.builder,
        (
            SELECT COUNT(*) FROM episodes o WHERE o.together = e.together AND o.kind = 'podcast' AND o.withdrawn = 0
        ) AS podcasts,
        (
            SELECT COUNT(*) FROM episodes o WHERE o.together = e.together AND o.kind = 'blog' AND o.withdrawn = 0
        ) AS blogs,
        (
            SELECT COUNT(*) FROM episodes o WHERE o.together = e.together AND o.kind = 'posts' AND o.withdrawn = 0
        ) AS posts
    FROM episodes e
    """,
    """
    CREATE TABLE follows (
        chat_id BIGINT NOT NULL,
        builder TEXT NOT NULL,
        followed_at BIGINT NOT NULL,
        PRIMARY KEY (chat_id, builder)
    )
    """,
    "ALTER TABLE subscriptions ADD COLUMN lead TEXT NOT NULL DEFAULT 'any'",
)


def upgrade() -> None:
    """Make them."""
    for statement in STATEMENTS:
        op.execute(statement)

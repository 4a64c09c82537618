"""Deliveries of many at once: whoever is due is found in order, and what a chat has had is one view."""

from alembic import op

revision = "0004"
down_revision = "0003"
REWRITES = ("deliveries", "subscriptions")

STATEMENTS = (
    # Thousands are due in the same minute: without the chat in the index each page of them would be sorted anew.
    "DROP INDEX subscriptions_due",
    "CREATE INDEX subscriptions_due ON subscriptions (next_due_at, chat_id) WHERE next_due_at IS NOT NULL",
    "DROP INDEX deliveries_pending",
    "CREATE INDEX deliveries_pending ON deliveries (due_at, chat_id, local_date) WHERE status = 'pending'",
    # SQLite uses a partial index only where a query repeats its very condition.
    "DROP INDEX deliveries_open",
    "CREATE INDEX deliveries_sending ON deliveries (updated_at) WHERE status = 'sending'",
    "CREATE INDEX deliveries_unknown ON deliveries (chat_id) WHERE status = 'unknown'",
    # The few rows of a chat that wait, among all that it has had in years.
    "CREATE INDEX deliveries_waiting ON deliveries (chat_id, local_date) WHERE status = 'pending'",
    # A row that was sent, may have been, or still will be.
    """
    CREATE VIEW had AS
    SELECT chat_id, local_date, episode_id FROM deliveries
    WHERE message_id IS NOT NULL OR status NOT IN ('failed', 'gone', 'expired')
    """,
)


def upgrade() -> None:
    """Make them."""
    for statement in STATEMENTS:
        op.execute(statement)

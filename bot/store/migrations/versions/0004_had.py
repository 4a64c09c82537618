"""What each chat has had: a row that was sent, may have been, or still will be."""

from alembic import op

revision = "0004"
down_revision = "0003"

VIEW = """
    CREATE VIEW had AS
    SELECT chat_id, local_date, episode_id FROM deliveries
    WHERE message_id IS NOT NULL OR status NOT IN ('failed', 'gone', 'expired')
"""


def upgrade() -> None:
    """Make the view."""
    op.execute(VIEW)

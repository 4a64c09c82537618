"""What is heard: pieces of audio, who speaks in which show, how a chat listens."""

from alembic import op

revision = "0008"
down_revision = "0007"

VOICES = """
CREATE TABLE voices (
    address TEXT PRIMARY KEY,
    duration INTEGER NOT NULL,
    size INTEGER NOT NULL,
    timings TEXT NOT NULL,
    file_id TEXT,
    made_at BIGINT NOT NULL,
    heard_at BIGINT NOT NULL
)
"""
ROLES = """
CREATE TABLE voice_roles (
    show TEXT NOT NULL,
    accent TEXT NOT NULL,
    speaker TEXT NOT NULL,
    timbre TEXT NOT NULL,
    PRIMARY KEY (show, accent, speaker)
)
"""
LISTENING = """
CREATE TABLE listening (
    chat_id BIGINT PRIMARY KEY,
    timbre TEXT NOT NULL DEFAULT '',
    speed INTEGER NOT NULL DEFAULT 100,
    aloud INTEGER NOT NULL DEFAULT 0,
    both_languages INTEGER NOT NULL DEFAULT 0,
    review INTEGER NOT NULL DEFAULT 0,
    player BIGINT,
    card BIGINT,
    asked_on TEXT,
    asked INTEGER NOT NULL DEFAULT 0
)
"""


def upgrade() -> None:
    """Make them."""
    for table in (VOICES, ROLES, LISTENING):
        op.execute(table)
    op.execute("CREATE INDEX voices_heard ON voices (heard_at)")
